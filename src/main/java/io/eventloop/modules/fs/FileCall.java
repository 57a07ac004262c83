package io.eventloop.modules.fs;

import io.eventloop.loop.AbortException;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.loop.Trips;
import io.eventloop.modules.fs.AsyncTurns.Next;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.pool.TaskRejectedException;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call on a whole file, which takes several trips to the pool as in Node: it is opened, worked at
 * and closed, each trip begun where the one before has ended, with no callback of the user's
 * between; that is seen in the order of what else waits for the pool. The signal is asked between
 * trips only. Of the loop's thread.
 *
 * @param <T> what the call yields
 */
abstract class FileCall<T> {
  /** In which of Node's two ways a call goes on. */
  enum Form {
    /** At once, in the callback of the trip before. */
    CALLBACK,
    /** In microtasks. */
    PROMISE
  }

  /** Closing is short, and is to be done. */
  private static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

  private static final int TURNS_TO_OPENED = 3;
  private static final int TURNS_TO_CLOSE = 1;
  private static final int TURNS_TO_ANSWER = 9;

  /** From the last trip, where the file is lent. */
  private static final int TURNS_TO_GIVE_BACK = 2;

  /** What a rejection takes more than a value, wherever it is. */
  private static final int TURNS_OF_FAILURE = 2;

  final CallFile file;
  final Form form;
  private final Registrar registrar;
  private final Trips trips;
  private final CallOptions options;
  private final @Nullable AbortSignal signal;
  private final Callback<? super T> callback;

  FileCall(
      Registrar registrar,
      Form form,
      CallFile file,
      CallOptions options,
      @Nullable AbortSignal signal,
      Callback<? super T> callback) {
    this.registrar = registrar;
    this.trips = registrar.trips(file::giveUp);
    this.form = form;
    this.file = file;
    this.options = options;
    this.signal = signal;
    this.callback = callback;
  }

  /**
   * What the call does next, with what the trip has brought.
   *
   * @param <V> what a trip brings
   */
  @FunctionalInterface
  interface Step<V> {
    void after(V brought) throws Exception;
  }

  /** The file is open. */
  abstract void opened() throws Exception;

  /** What the call yields, when the file is closed; in the last trip. */
  abstract @Nullable T result() throws Exception;

  /** Begins where that trip has ended: with a file that is lent. */
  final void startOpened() {
    try {
      file.open();
      opened();
    } catch (Exception e) {
      throw new IllegalStateException("a file that is lent is open", e);
    }
  }

  /** Begins with the trip that opens the file. */
  final void start() {
    trips.submit(
        TaskKind.FS,
        () -> TripCalls.nothing(file::open),
        options,
        (error, nothing) -> {
          if (error == null) {
            after(TURNS_TO_OPENED, this::opened);
          } else {
            file.giveUp(); // a worker that was written off may open it yet
            after(TURNS_TO_OPENED + TURNS_OF_FAILURE, () -> answer(error, null));
          }
        });
  }

  /**
   * A trip of the open file; the call is closed if it fails.
   *
   * @param turns from its end to what is next
   */
  final <V> void trip(int turns, Callable<? extends V> work, Step<? super V> next) {
    trips.<V>submit(
        TaskKind.FS,
        work,
        options,
        (error, value) -> {
          if (error == null) {
            after(turns, () -> next.after(Objects.requireNonNull(value)));
          } else {
            after(turns + TURNS_OF_FAILURE, () -> close(error));
          }
        });
  }

  /** Goes on with a trip, unless the signal is aborted. */
  final void unlessAborted(Next next) throws Exception {
    if (signal != null && signal.aborted()) {
      close(new AbortException(signal.reason()));
    } else {
      next.run();
    }
  }

  /**
   * The last trip.
   *
   * @param error what the call ends with; null if all went well
   */
  final void close(@Nullable Throwable error) throws Exception {
    if (file.isLent()) {
      after(TURNS_TO_GIVE_BACK, () -> answerHere(error));
      return;
    }
    LastTrip last = new LastTrip(error);
    if (error instanceof TaskRejectedException || error instanceof RuntimeTerminatedException) {
      after(TURNS_TO_CLOSE, last::runHere); // the pool takes nothing from us
    } else {
      after(TURNS_TO_CLOSE, last::submit);
    }
  }

  private void answerHere(@Nullable Throwable error) throws Exception {
    if (error == null) {
      Outcome<T> outcome = Outcome.of(this::result);
      answer(outcome.error(), outcome.valueOrNull());
    } else {
      answer(error, null);
    }
  }

  /** Closes the file, and makes the result, on the thread of a worker if one can be had. */
  private final class LastTrip implements Callable<@Nullable T> {
    private final @Nullable Throwable error;
    private final AtomicBoolean begun = new AtomicBoolean();

    LastTrip(@Nullable Throwable error) {
      this.error = error;
    }

    @Override
    public @Nullable T call() throws Exception {
      begun.set(true);
      file.close();
      return error == null ? result() : null;
    }

    void submit() {
      trips.<@Nullable T>submit(
          TaskKind.FS,
          this,
          WHOLE,
          (failure, value) -> {
            if (failure == null || begun.get()) {
              answerWith(failure, value);
            } else {
              runHere(); // no worker did: short as it is, better here than never
            }
          });
    }

    void runHere() throws Exception {
      Outcome<T> outcome = Outcome.of(this);
      answerWith(outcome.error(), outcome.valueOrNull());
    }

    private void answerWith(@Nullable Throwable failure, @Nullable T value) throws Exception {
      Throwable why = error == null ? failure : error;
      if (error != null && failure != null) {
        error.addSuppressed(failure);
      }
      int turns = TURNS_TO_ANSWER + (why == null ? 0 : TURNS_OF_FAILURE);
      after(turns, () -> answer(why, value));
    }
  }

  private void answer(@Nullable Throwable error, @Nullable T value) throws Exception {
    trips.end();
    callback.call(error, value);
  }

  /** Runs it so many turns later in promise form; in the other, now. */
  private void after(int turns, Next next) throws Exception {
    AsyncTurns.after(form == Form.CALLBACK ? 0 : turns, registrar, next);
  }
}
