package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TurnLog;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** In which microtask turn a caught rejection goes on: what Node 20.20 printed for the same. */
class PromiseCatchTurnsTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static Promise<String> rejected(String message) {
    return Promise.reject(new Exception(message));
  }

  @Test
  void shouldTakeTwoTurnsMoreForAPromiseThatAHandlerOfARejectionReturns() {
    assertThat(
            TurnLog.of(
                runtime,
                t -> {
                  rejected("a").catchCompose(e -> Promise.resolve("x")).thenAccept(t::log);
                  Promise.resolve("ok").catchCompose(e -> rejected("no")).thenAccept(t::log);
                  rejected("b")
                      .catchCompose(e -> rejected("y"))
                      .catchAccept(e -> t.log(e.getMessage()));
                  rejected("c")
                      .catchCompose(
                          e -> {
                            throw new Exception("z");
                          })
                      .catchAccept(e -> t.log(e.getMessage()));
                  t.ticks(6);
                }))
        .isEqualTo("t1 ok z t2 t3 x y t4 t5 t6");
  }
}
