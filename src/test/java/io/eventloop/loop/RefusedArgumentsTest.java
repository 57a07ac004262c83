package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.TestRuntime;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** What is missing is refused before anything is registered: nothing of it keeps the loop alive. */
class RefusedArgumentsTest {
  private static final TaskKind KIND = TaskKind.of("work");
  private static final Callable<Integer> WORK = () -> 1;
  private static final CallOptions OPTIONS = CallOptions.DEFAULT;
  private static final Callback<Object> NOTHING = (error, value) -> {};

  private interface Call {
    void on(LoopEngine loop);
  }

  /** By the argument that is missing. */
  private static final List<Map.Entry<String, Call>> CALLS =
      List.of(
          Map.entry("kind", loop -> loop.submit(null, WORK, OPTIONS, NOTHING)),
          Map.entry("work", loop -> loop.submit(KIND, null, OPTIONS, NOTHING)),
          Map.entry("options", loop -> loop.submit(KIND, WORK, null, NOTHING)),
          Map.entry("callback", loop -> loop.submit(KIND, WORK, OPTIONS, null)),
          Map.entry("what", loop -> loop.registerIo(null, NOTHING, () -> {})),
          Map.entry("callback", loop -> loop.registerIo("I/O", null, () -> {})),
          Map.entry("giveUp", loop -> loop.registerIo("I/O", NOTHING, null)),
          Map.entry("operation", loop -> loop.promise(null)),
          Map.entry("callback", loop -> loop.setTimeout(null, Duration.ofSeconds(2))),
          Map.entry("delay", loop -> loop.setTimeout(() -> {}, null)),
          Map.entry("callback", loop -> loop.nextTick(null)),
          Map.entry("callback", loop -> loop.queueMicrotask(null)),
          Map.entry("callback", loop -> loop.closing(null)),
          Map.entry("work", loop -> loop.execute(null)),
          Map.entry("signal", loop -> loop.withSignal(null)));

  @Test
  void shouldNameTheArgumentAndRegisterNothing() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              LoopEngine engine = CurrentLoop.get();
              for (Map.Entry<String, Call> call : CALLS) {
                assertThatThrownBy(() -> call.getValue().on(engine))
                    .as(call.getKey())
                    .isInstanceOf(InvalidArgTypeException.class)
                    .hasMessageStartingWith("The \"" + call.getKey() + "\" argument must be ");
                assertThat(loop.activeResources()).isEmpty();
              }
              engine.clearTimeout(null);
              log.accept("done");
            });
    assertThat(run).isEqualTo(new ProgramRun(List.of("done"), 0));
  }

  @Test
  void shouldRejectAPromiseWithWhatItsOperationThrowsSaveAnExit() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              LoopEngine engine = CurrentLoop.get();
              engine
                  .promise(
                      callback -> {
                        throw new AssertionError("thrown");
                      })
                  .catchAccept(
                      error -> {
                        log.accept("rejected: " + error.getMessage());
                        engine.promise(callback -> loop.exit(3));
                        log.accept("WRONG after exit");
                      });
              loop.submit(null, WORK).catchAccept(error -> log.accept(error.getMessage()));
              engine
                  .<String>promise(
                      callback -> {
                        settle(callback);
                        throw new IllegalStateException("too late");
                      })
                  .thenAccept(log);
            });
    assertThat(run)
        .isEqualTo(
            new ProgramRun(
                List.of("rejected: thrown"), // the exit comes before the other microtasks
                3));
  }

  private static void settle(Callback<String> callback) {
    try {
      callback.call(null, "first");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldThrowOnAnotherThreadAlsoInPromiseForm() {
    ActorTestKit kit = ActorTestKit.create("refused-arguments");
    TestRuntime runtime = TestRuntime.start(kit, TestRuntime.poolOf(kit, 1));
    Loop loop = runtime.loop();
    assertThatThrownBy(() -> loop.submit(KIND, WORK)).isInstanceOf(IllegalStateException.class);
    runtime.stop();
    kit.shutdownTestKit();
  }
}
