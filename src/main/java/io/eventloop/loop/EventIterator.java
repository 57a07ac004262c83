package io.eventloop.loop;

import io.eventloop.value.ThrownValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one name as a sequence, with those that nobody has asked for kept: what {@code
 * events.on} makes. Of the loop's thread.
 *
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/events.js">Node: events.js</a>
 */
final class EventIterator implements AsyncIterator<List<@Nullable Object>> {
  private record Asked(
      Promise.Resolver<Result<List<@Nullable Object>>> resolve, Consumer<Throwable> reject) {}

  private final ArrayDeque<List<@Nullable Object>> unconsumed = new ArrayDeque<>();
  private final ArrayDeque<Asked> asked = new ArrayDeque<>();
  private final List<Registration> listening = new ArrayList<>();

  /** For the next who asks. */
  private @Nullable Throwable error;

  private boolean finished;

  static EventIterator of(
      EventEmitter emitter, Object event, @Nullable AbortSignal signal, Object... closeEvents) {
    CurrentLoop.get(); // refuses whoever could not ask for anything
    if (signal != null && signal.aborted()) {
      throw new AbortException(signal.reason());
    }
    EventIterator iterator = new EventIterator();
    if (signal != null) {
      iterator.listening.add(
          signal.onAbort(() -> iterator.fail(new AbortException(signal.reason()))));
    }
    iterator.listen(emitter, event, iterator::emitted);
    if (!event.equals(EventEmitter.ERROR)) {
      iterator.listen(emitter, EventEmitter.ERROR, iterator::failed);
    }
    for (Object closeEvent : closeEvents) {
      iterator.listen(emitter, closeEvent, args -> iterator.finish());
    }
    return iterator;
  }

  private void listen(EventEmitter emitter, Object event, Listener listener) {
    emitter.on(event, listener);
    listening.add(() -> emitter.off(event, listener));
  }

  private void emitted(@Nullable Object... args) {
    List<@Nullable Object> values = Collections.unmodifiableList(Arrays.asList(args.clone()));
    Asked first = asked.poll();
    if (first == null) {
      unconsumed.add(values);
    } else {
      first.resolve().accept(Result.of(values));
    }
  }

  private void failed(@Nullable Object... args) {
    fail(ThrownValue.of(args.length == 0 ? null : args[0]));
  }

  private void fail(Throwable reason) {
    Asked first = asked.poll();
    if (first == null) {
      error = reason;
    } else {
      first.reject().accept(reason);
    }
    finish();
  }

  private void finish() {
    listening.forEach(Registration::remove);
    listening.clear();
    finished = true;
    for (Asked waiting = asked.poll(); waiting != null; waiting = asked.poll()) {
      waiting.resolve().accept(Result.end());
    }
  }

  @Override
  public Promise<Result<List<@Nullable Object>>> next() {
    List<@Nullable Object> values = unconsumed.poll();
    if (values != null) {
      return Promise.resolve(Result.of(values));
    }
    Throwable once = error;
    if (once != null) {
      error = null;
      return Promise.reject(once);
    }
    if (finished) {
      return Promise.resolve(Result.end());
    }
    return new Promise<>((resolve, reject) -> asked.add(new Asked(resolve, reject)));
  }

  @Override
  public Promise<Void> close() {
    finish();
    return Promise.resolve();
  }
}
