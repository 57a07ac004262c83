package io.eventloop.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.RuntimeSettings;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Makes one call of a module in a program of its own. */
public final class Calls {
  /** A pool of one, so that what runs beside it is seen. */
  public static final RuntimeSettings SETTINGS = RuntimeSettings.load().withPoolSize(1);

  private Calls() {}

  /** What the callback of the call was given. */
  public static <T> Outcome<T> outcomeOf(BiConsumer<EventLoop, Callback<T>> call) {
    AtomicReference<Outcome<T>> outcome = new AtomicReference<>();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop ->
                call.accept(
                    loop,
                    (error, value) ->
                        outcome.set(
                            error == null ? Outcome.success(value) : Outcome.failure(error))));
    assertThat(exitCode).isZero();
    return outcome.get();
  }

  /** What the program threw before any callback ran; null if nothing. */
  public static Throwable thrownBy(Program program) {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              try {
                program.run(loop);
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    assertThat(exitCode).isZero();
    return thrown.get();
  }
}
