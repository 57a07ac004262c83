package io.eventloop.loop;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An interval as a sequence: Node's {@code timersPromises.setInterval}, which is an async
 * generator. Its steps take the microtask turns of one, and its requests wait for each other: to
 * close it while somebody waits for a value is done once that one has come. Of the loop's thread.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-asyncgenerator-objects">ECMA-262: AsyncGenerator</a>
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/timers/promises.js">Node:
 *     timers/promises.js</a>
 */
final class IntervalIterator<T> implements AsyncIterator<T> {
  private enum State {
    NEW,
    /** It waits for something, and takes no request. */
    RUNNING,
    YIELDED,
    DONE
  }

  private final TickQueue ticks;
  private final Supplier<Timer> start;
  private final @Nullable T value;
  private final @Nullable AbortSignal signal;
  private final ArrayDeque<Request<T>> requests = new ArrayDeque<>();
  private State state = State.NEW;
  private @Nullable Timer timer;
  private @Nullable Registration listener;

  /** For the next elapse, if there is none that was not yielded. */
  private @Nullable Promise<Void> awaited;

  private int notYielded;

  /** Somebody's call, and what it answers: one of the two. */
  private record Request<T>(@Nullable Promise<Result<T>> next, @Nullable Promise<Void> close) {
    void end() {
      if (close != null) {
        close.fulfil(null);
      } else {
        answer().fulfil(Result.end());
      }
    }

    Promise<Result<T>> answer() {
      return Objects.requireNonNull(next);
    }
  }

  IntervalIterator(
      TickQueue ticks, Supplier<Timer> start, @Nullable T value, @Nullable AbortSignal signal) {
    this.ticks = ticks;
    this.start = start;
    this.value = value;
    this.signal = signal;
  }

  @Override
  public Promise<Result<T>> next() {
    Promise<Result<T>> answer = new Promise<>(ticks);
    answer.checkLoop();
    requests.add(new Request<>(answer, null));
    resume();
    return answer;
  }

  @Override
  public Promise<Void> close() {
    Promise<Void> answer = new Promise<>(ticks);
    answer.checkLoop();
    requests.add(new Request<>(null, answer));
    resume();
    return answer;
  }

  /** Takes requests until one has to wait. */
  private void resume() {
    while (state != State.RUNNING && !requests.isEmpty()) {
      if (requests.element().close() != null) {
        state = State.RUNNING;
        afterOneTurn(this::finish); // a generator awaits what it is to return
      } else if (state == State.DONE) {
        requests.remove().end();
      } else if (state == State.NEW) {
        begin();
      } else {
        state = State.RUNNING;
        notYielded--;
        goOn();
      }
    }
  }

  private void afterOneTurn(Runnable step) {
    Promise<Void> now = new Promise<>(ticks);
    now.fulfil(null);
    now.react(CallContext.bind(step));
  }

  private void begin() {
    state = State.RUNNING;
    if (signal != null && !signal.aborted()) {
      listener = signal.onAbort(() -> aborted(signal));
    }
    if (signal == null || !signal.aborted()) {
      timer = start.get().calling(this::elapsed);
    }
    goOn();
  }

  private void goOn() {
    if (notYielded > 0) {
      afterOneTurn(this::yieldValue);
    } else if (signal != null && signal.aborted()) {
      fail(new AbortException(signal.reason()));
    } else {
      Promise<Void> elapse = new Promise<>(ticks);
      awaited = elapse;
      elapse.react(
          CallContext.bind(
              () -> {
                Throwable error = elapse.outcome().error();
                if (error == null) {
                  goOn();
                } else {
                  fail(error);
                }
              }));
    }
  }

  private void elapsed() {
    notYielded++;
    if (awaited != null) {
      awaited.fulfil(null);
      awaited = null;
    }
  }

  private void aborted(AbortSignal by) {
    stop();
    if (awaited != null) {
      awaited.follow(Promise.<Void>reject(new AbortException(by.reason())));
      awaited = null;
    }
  }

  private void yieldValue() {
    state = State.YIELDED;
    requests.remove().answer().fulfil(Result.of(value));
    resume();
  }

  private void fail(Throwable reason) {
    state = State.DONE; // a generator that threw is done
    stop();
    requests.remove().answer().fail(reason);
    resume();
  }

  private void finish() {
    state = State.DONE;
    stop();
    requests.remove().end();
    resume();
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
