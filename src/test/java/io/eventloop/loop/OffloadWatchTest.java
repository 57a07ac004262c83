package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.TaskKind;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The actors that watch for the end of runtimes: one for each, and none for long. */
class OffloadWatchTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind JDBC = TaskKind.of("jdbc");

  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static long watches() {
    String tree = ((ExtendedActorSystem) Adapter.toClassic(KIT.system())).printTree();
    return Pattern.compile("eventloop-watch-").matcher(tree).results().count();
  }

  private static void awaitWatches(int count) {
    KIT.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(watches()).isEqualTo(count);
              return null;
            });
  }

  @Test
  void shouldBeOneForARuntimeHoweverManyOffloadsThereAre() {
    awaitWatches(0);
    for (int i = 0; i < 10; i++) {
      CompletionStage<String> call =
          Offload.to(runtime.ref(), KIT.system()).call(JDBC, () -> "row").toCompletionStage();
      assertThat(Waiting.valueOf(call)).isEqualTo("row");
    }
    assertThat(watches()).isEqualTo(1);
    TestRuntime other = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    Offload.to(other.ref(), KIT.system());
    assertThat(watches()).isEqualTo(2);
    other.stop();
    awaitWatches(1);
    runtime.stop();
    awaitWatches(0);
  }

  @Test
  void shouldFailTheCallsToARuntimeThatHadEndedBeforeAndBeGoneAfterwards() {
    Offload before = Offload.to(runtime.ref(), KIT.system());
    runtime.stop();
    KIT.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(before.hasEnded()).isTrue();
              return null;
            });
    CompletionStage<String> call =
        Offload.to(runtime.ref(), KIT.system()).call(JDBC, () -> "never").toCompletionStage();
    assertThat(Waiting.errorOf(call)).isInstanceOf(RuntimeTerminatedException.class);
    awaitWatches(0);
  }
}
