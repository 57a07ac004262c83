package io.eventloop.loop;

import io.eventloop.value.ThrownValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for an event or, before it, for {@code error} or an abort: what {@code events.once} listens
 * with.
 */
final class NextEvent {
  private final EventEmitter emitter;
  private final Object event;
  private final Promise.Resolver<List<@Nullable Object>> resolve;
  private final Consumer<Throwable> reject;
  private final Listener onEvent = this::emitted;
  private final Listener onError = this::failed;
  private final @Nullable AbortSignal signal;
  private Registration onAbort = () -> {};

  private NextEvent(
      EventEmitter emitter,
      Object event,
      @Nullable AbortSignal signal,
      Promise.Resolver<List<@Nullable Object>> resolve,
      Consumer<Throwable> reject) {
    this.emitter = emitter;
    this.event = event;
    this.signal = signal;
    this.resolve = resolve;
    this.reject = reject;
  }

  static Promise<List<@Nullable Object>> of(
      EventEmitter emitter, Object event, @Nullable AbortSignal signal) {
    if (signal != null && signal.aborted()) {
      return Promise.reject(new AbortException(signal.reason()));
    }
    Promise<List<@Nullable Object>> emitted =
        new Promise<>(
            (resolve, reject) -> new NextEvent(emitter, event, signal, resolve, reject).listen());
    // Node's once is an async function that returns a promise, which takes two microtasks more
    return new Promise<>((resolve, reject) -> resolve.follow(emitted));
  }

  private void listen() {
    emitter.once(event, onEvent);
    if (!event.equals(EventEmitter.ERROR)) {
      emitter.once(EventEmitter.ERROR, onError);
    }
    if (signal != null) {
      onAbort = signal.onAbort(this::aborted);
    }
  }

  private void emitted(@Nullable Object... args) {
    emitter.off(EventEmitter.ERROR, onError);
    onAbort.remove();
    resolve.accept(Collections.unmodifiableList(Arrays.asList(args.clone())));
  }

  private void failed(@Nullable Object... args) {
    emitter.off(event, onEvent);
    onAbort.remove();
    reject.accept(ThrownValue.of(args.length == 0 ? null : args[0]));
  }

  private void aborted() {
    emitter.off(event, onEvent);
    emitter.off(EventEmitter.ERROR, onError);
    reject.accept(new AbortException(signal == null ? null : signal.reason()));
  }
}
