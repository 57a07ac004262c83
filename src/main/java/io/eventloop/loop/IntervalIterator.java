package io.eventloop.loop;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An interval as a sequence: Node's {@code timersPromises.setInterval}. Of the loop's thread. */
final class IntervalIterator<T> implements AsyncIterator<T> {
  private record Asked<T>(Promise.Resolver<Result<T>> resolve, Consumer<Throwable> reject) {}

  private final Supplier<Timer> start;
  private final @Nullable T value;
  private final @Nullable AbortSignal signal;
  private final ArrayDeque<Asked<T>> asked = new ArrayDeque<>();
  private @Nullable Timer timer;
  private @Nullable Registration listener;
  private int notYielded;
  private boolean ended;

  IntervalIterator(Supplier<Timer> start, @Nullable T value, @Nullable AbortSignal signal) {
    this.start = start;
    this.value = value;
    this.signal = signal;
  }

  @Override
  public Promise<Result<T>> next() {
    return new Promise<>(
        (resolve, reject) -> {
          if (timer == null && !ended) {
            begin();
          }
          asked.add(new Asked<>(resolve, reject));
          answer();
        });
  }

  private void begin() {
    if (signal != null && !signal.aborted()) {
      listener = signal.onAbort(this::aborted);
    }
    if (signal == null || !signal.aborted()) {
      timer = start.get().calling(this::elapsed);
    }
  }

  private void elapsed() {
    notYielded++;
    answer();
  }

  /** Answers whoever has asked, as far as there is something to answer. */
  private void answer() {
    while (!asked.isEmpty()) {
      if (notYielded > 0) {
        notYielded--;
        asked.remove().resolve().accept(Result.of(value));
      } else if (ended) {
        asked.remove().resolve().accept(Result.end());
      } else if (signal != null && signal.aborted()) {
        asked.remove().reject().accept(new AbortException(signal.reason()));
        ended = true; // a generator that threw is done
      } else {
        return;
      }
    }
  }

  private void aborted() {
    stop();
    answer();
  }

  @Override
  public Promise<Void> close() {
    ended = true;
    notYielded = 0;
    stop();
    answer();
    return Promise.resolve();
  }

  private void stop() {
    if (timer != null) {
      timer.close();
    }
    if (listener != null) {
      listener.remove();
    }
  }
}
