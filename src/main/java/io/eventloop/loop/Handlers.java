package io.eventloop.loop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who listens to one event of a loop, in the order of registration. A handler that throws keeps the
 * event from those after it, as in Node's {@code EventEmitter}.
 *
 * @param <H> the kind of handler
 */
final class Handlers<H> {
  /** Makes one handler that is registered twice two. */
  private record Entry<H>(H handler) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final List<Entry<H>> entries = new CopyOnWriteArrayList<>();

  Registration add(H handler) {
    Entry<H> entry = new Entry<>(handler);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Calls those that are registered now, whatever they register or take back. */
  void emit(Consumer<H> call) {
    for (Entry<H> entry : entries) {
      call.accept(entry.handler());
    }
  }
}
