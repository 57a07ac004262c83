package io.eventloop.modules.fs;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import java.util.function.Consumer;

/**
 * The microtask turns that the functions of {@code lib/internal/fs/promises.js} take, which are
 * async: counted in Node 20, from where a trip's own promise is settled.
 */
final class AsyncTurns {
  private AsyncTurns() {}

  /** What comes after them. */
  @FunctionalInterface
  interface Next {
    void run() throws Exception;
  }

  /** Runs it in the microtask that is so many turns away; at once, if that is none. */
  static void after(int turns, Registrar registrar, Next next) throws Exception {
    if (turns == 0) {
      next.run();
    } else {
      registrar.queueMicrotask(() -> afterOne(turns, registrar, next));
    }
  }

  /** A promise that is settled so many turns after what the call gives its callback. */
  static <T> Promise<T> promise(
      Registrar registrar, int turnsToValue, int turnsToFailure, Consumer<Callback<T>> call) {
    return registrar.promise(
        settling ->
            call.accept(
                (error, value) ->
                    after(
                        error == null ? turnsToValue : turnsToFailure,
                        registrar,
                        () -> settling.call(error, value))));
  }

  private static void afterOne(int turns, Registrar registrar, Next next) {
    try {
      after(turns - 1, registrar, next);
    } catch (Exception e) {
      throw new IllegalStateException("what settles a promise throws nothing", e);
    }
  }
}
