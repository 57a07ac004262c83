package io.eventloop.modules.fs;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What the calls have in common that take one trip to the pool. */
abstract sealed class TripCalls extends SyncCalls permits FileCalls {
  /** Nothing is left half done by an interruption. */
  private static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

  private static final int TURNS_TO_VALUE = 2;
  private static final int TURNS_TO_FAILURE = 4;

  /** Of the loop. */
  final Registrar registrar;

  TripCalls(Registrar registrar, OpenFiles files) {
    super(files);
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  /** A call that yields nothing. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Runs it, and yields what its callback gets. */
  @SuppressWarnings("NullAway") // Void has no value but null
  static Void nothing(Action action) throws IOException {
    action.run();
    return null;
  }

  final <T> void submit(Callable<? extends T> work, Callback<? super T> callback) {
    registrar.submit(TaskKind.FS, work, WHOLE, callback);
  }

  /** The same for work that takes as long as there are files, and ends between two of them. */
  final <T> void submitLong(Callable<? extends T> work, Callback<? super T> callback) {
    registrar.submit(TaskKind.FS, work, CallOptions.DEFAULT, callback);
  }

  /** The promise form of a call, settled in the turn in which Node's async function is. */
  final <T> Promise<T> promise(Consumer<Callback<T>> call) {
    return promise(TURNS_TO_VALUE, TURNS_TO_FAILURE, call);
  }

  final <T> Promise<T> promise(int turnsToValue, int turnsToFailure, Consumer<Callback<T>> call) {
    return AsyncTurns.promise(registrar, turnsToValue, turnsToFailure, call);
  }
}
