package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TurnLog;
import io.eventloop.value.NodeError;
import io.eventloop.value.Outcome;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * In which microtask turn promises settle. Each expected line is what Node 20.20 printed for the
 * same program in JavaScript.
 */
class PromiseTurnsTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static TestRuntime runtime;

  @BeforeAll
  static void start() {
    runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static String turns(Consumer<TurnLog> program) {
    return TurnLog.of(runtime, program);
  }

  private static <T> Promise<T> rejected(String message) {
    return Promise.reject(new Exception(message));
  }

  private static <T> Promise<T> later(T value) {
    return Promise.resolve(value).then(v -> v);
  }

  @Test
  void shouldTakeTwoTurnsMoreForAPromiseThatAReactionReturns() {
    assertThat(
            turns(
                t -> {
                  Promise.resolve(1)
                      .thenCompose(one -> Promise.resolve(2))
                      .thenAccept(v -> t.log("v" + v));
                  t.ticks(6);
                }))
        .isEqualTo("t1 t2 t3 v2 t4 t5 t6");
  }

  @Test
  void shouldTakeTwoTurnsToFollowAPromiseAndOneToFollowAThenable() {
    assertThat(
            turns(
                t -> {
                  new Promise<Integer>((resolve, reject) -> resolve.follow(Promise.resolve(3)))
                      .thenAccept(v -> t.log("v" + v));
                  t.ticks(6);
                }))
        .isEqualTo("t1 t2 v3 t3 t4 t5 t6");
    assertThat(
            turns(
                t -> {
                  Thenable<Integer> four =
                      (onFulfilled, onRejected) -> {
                        t.log("asked");
                        onFulfilled.accept(4);
                      };
                  Promise.from(four).thenAccept(v -> t.log("v" + v));
                  t.ticks(6);
                }))
        .isEqualTo("asked t1 v4 t2 t3 t4 t5 t6");
  }

  @Test
  void shouldTakeWhatAThenableThrowsUnlessItHasAnswered() {
    assertThat(
            turns(
                t -> {
                  Thenable<Integer> answered =
                      (onFulfilled, onRejected) -> {
                        onFulfilled.accept(4);
                        throw new Exception("late");
                      };
                  Thenable<Integer> failing =
                      (onFulfilled, onRejected) -> {
                        throw new Exception("now");
                      };
                  Promise.from(answered).thenAccept(v -> t.log("v" + v));
                  Promise.from(failing).catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(5);
                }))
        .isEqualTo("t1 v4 enow t2 t3 t4 t5");
  }

  @Test
  void shouldPassTheOutcomeThroughFinallyInThreeTurnsMore() {
    assertThat(
            turns(
                t -> {
                  Promise.resolve(5).finallyDo(() -> t.log("f")).thenAccept(v -> t.log("v" + v));
                  t.ticks(8);
                }))
        .isEqualTo("f t1 t2 t3 v5 t4 t5 t6 t7 t8");
    assertThat(
            turns(
                t -> {
                  rejected("no")
                      .finallyDo(() -> t.log("f"))
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(8);
                }))
        .isEqualTo("f t1 t2 t3 eno t4 t5 t6 t7 t8");
    assertThat(
            turns(
                t -> {
                  Promise.resolve(5)
                      .finallyCompose(() -> Promise.resolve(0))
                      .thenAccept(v -> t.log("v" + v));
                  t.ticks(8);
                }))
        .isEqualTo("t1 t2 t3 v5 t4 t5 t6 t7 t8");
  }

  @Test
  void shouldRejectWithWhatAFinallyCallbackThrowsOrItsPromiseIsRejectedWith() {
    assertThat(
            turns(
                t -> {
                  Promise.resolve(5)
                      .finallyDo(
                          () -> {
                            throw new IllegalStateException("x");
                          })
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(4);
                }))
        .isEqualTo("t1 ex t2 t3 t4");
    assertThat(
            turns(
                t -> {
                  Promise.resolve(5)
                      .finallyCompose(() -> rejected("x"))
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(5);
                }))
        .isEqualTo("t1 t2 t3 ex t4 t5");
  }

  @Test
  void shouldSettleAllInTheMicrotaskOfTheLast() {
    assertThat(
            turns(
                t -> {
                  Promise.all(Promise.resolve(1), Promise.resolve(2)).thenAccept(t::log);
                  t.ticks(5);
                }))
        .isEqualTo("t1 [1, 2] t2 t3 t4 t5");
    assertThat(
            turns(
                t -> {
                  Promise.all(List.of(later(1).then(v -> v), Promise.resolve(2)))
                      .thenAccept(t::log);
                  t.ticks(6);
                }))
        .isEqualTo("t1 t2 t3 [1, 2] t4 t5 t6");
    assertThat(
            turns(
                t -> {
                  Promise.all(later(1), rejected("a"), rejected("b"))
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(5);
                }))
        .isEqualTo("t1 ea t2 t3 t4 t5");
  }

  @Test
  void shouldSettleTheCombinationOfNoneAtOnceSaveARace() {
    assertThat(
            turns(
                t -> {
                  Promise.all().thenAccept(v -> t.log("v" + v.size()));
                  t.ticks(2);
                }))
        .isEqualTo("v0 t1 t2");
    assertThat(
            turns(
                t -> {
                  Promise.allSettled().thenAccept(v -> t.log("v" + v.size()));
                  t.ticks(2);
                }))
        .isEqualTo("v0 t1 t2");
    assertThat(
            turns(
                t -> {
                  Promise.any()
                      .catchAccept(e -> t.log("e" + ((AggregateException) e).errors().size()));
                  t.ticks(2);
                }))
        .isEqualTo("e0 t1 t2");
    assertThat(
            turns(
                t -> {
                  Promise.race().finallyDo(() -> t.log("settled"));
                  t.ticks(5);
                }))
        .isEqualTo("t1 t2 t3 t4 t5");
  }

  @Test
  void shouldTellWhatCameOfEach() {
    Exception reason = new Exception("a");
    assertThat(
            turns(
                t -> {
                  Promise.<Integer>allSettled(Promise.reject(reason), Promise.resolve(2))
                      .thenAccept(
                          outcomes -> {
                            assertThat(outcomes)
                                .containsExactly(Outcome.failure(reason), Outcome.success(2));
                            t.log("v");
                          });
                  t.ticks(3);
                }))
        .isEqualTo("t1 v t2 t3");
  }

  @Test
  void shouldTakeTheFirstThatIsFulfilledOrAllTheReasons() {
    assertThat(
            turns(
                t -> {
                  Promise.any(rejected("a"), Promise.resolve(2), Promise.resolve(3))
                      .thenAccept(v -> t.log("v" + v));
                  t.ticks(3);
                }))
        .isEqualTo("t1 v2 t2 t3");
    assertThat(
            turns(
                t -> {
                  Promise.any(later(0).thenCompose(v -> rejected("a")), rejected("b"))
                      .catchAccept(
                          e -> {
                            AggregateException all = (AggregateException) e;
                            all.errors().forEach(error -> t.log(error.getMessage()));
                            t.log(all.name() + ": " + all.getMessage());
                          });
                }))
        .isEqualTo("a b AggregateError: All promises were rejected");
  }

  @Test
  void shouldSettleARaceAsTheFirst() {
    assertThat(
            turns(
                t -> {
                  Promise.race(later(1), rejected("r"), Promise.resolve(2))
                      .then(v -> "v" + v, e -> "e" + e.getMessage())
                      .thenAccept(t::log);
                  t.ticks(4);
                }))
        .isEqualTo("t1 t2 er t3 t4");
  }

  @Test
  void shouldRunTheExecutorAtOnceAndTakeItsFirstWord() {
    assertThat(
            turns(
                t -> {
                  Promise<Integer> promise =
                      new Promise<>(
                          (resolve, reject) -> {
                            t.log("x");
                            resolve.follow(Promise.resolve(1));
                            reject.accept(new Exception("too late"));
                            resolve.accept(9);
                            throw new Exception("too late");
                          });
                  promise.thenAccept(v -> t.log("v" + v));
                  t.log("z");
                  t.ticks(3);
                }))
        .isEqualTo("x z t1 t2 v1 t3");
    assertThat(
            turns(
                t -> {
                  new Promise<>(
                          (resolve, reject) -> {
                            throw new Exception("x");
                          })
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(1);
                }))
        .isEqualTo("ex t1");
  }

  @Test
  void shouldNotShowTheSecondReactionWhatTheFirstThrows() {
    assertThat(
            turns(
                t -> {
                  Promise.resolve(1)
                      .<Object>then(
                          v -> {
                            throw new Exception("t");
                          },
                          e -> {
                            t.log("no");
                            return null;
                          })
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  rejected("q")
                      .then(v -> "no", e -> "r" + e.getMessage())
                      .thenAccept(t::log)
                      .then(() -> t.log("after"));
                  t.ticks(4);
                }))
        .isEqualTo("t1 et rq t2 after t3 t4");
  }

  @Test
  void shouldRejectAPromiseThatFollowsItself() {
    assertThat(
            turns(
                t -> {
                  Promise.Resolver<?>[] own = new Promise.Resolver<?>[1];
                  Promise<Integer> promise = new Promise<>((resolve, reject) -> own[0] = resolve);
                  followOneself(own[0], promise);
                  promise.catchAccept(e -> t.log(((NodeError) e).name() + ": " + e.getMessage()));
                }))
        .isEqualTo("TypeError: Chaining cycle detected for promise #<Promise>");
  }

  @SuppressWarnings("unchecked")
  private static <T> void followOneself(Promise.Resolver<?> resolve, Promise<T> promise) {
    ((Promise.Resolver<T>) resolve).follow(promise);
  }
}
