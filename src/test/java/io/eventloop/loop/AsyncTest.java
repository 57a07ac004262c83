package io.eventloop.loop;

import static io.eventloop.loop.Async.async;
import static io.eventloop.loop.Async.await;
import static io.eventloop.loop.Async.forAwait;
import static io.eventloop.loop.Async.forAwaitAsync;
import static io.eventloop.loop.Async.forEach;
import static io.eventloop.loop.Async.repeatWhile;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TurnLog;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Async functions. Each expected line is what Node 20.20 printed for the same program in
 * JavaScript.
 */
class AsyncTest {
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

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private static Promise<String> f(TurnLog t, String name, int turns) {
    return async(
        () -> {
          t.log(name + " starts");
          return forEach(upTo(turns), i -> await(i).then(() -> t.log(name + " after await " + i)))
              .then(done -> name);
        });
  }

  @Test
  void shouldGiveWayForOneTurnAtEachAwaitOnly() {
    assertThat(
            turns(
                t -> {
                  f(t, "A", 3).thenAccept(v -> t.log("then of " + v));
                  Promise.resolve()
                      .then(() -> t.log("p1"))
                      .then(() -> t.log("p2"))
                      .then(() -> t.log("p3"))
                      .then(() -> t.log("p4"));
                  f(t, "B", 1)
                      .thenAccept(v -> t.log("then of " + v))
                      .finallyDo(() -> t.log("finally of B"));
                  CurrentLoop.get().queueMicrotask(() -> t.log("micro"));
                  async(
                      () ->
                          await(rejected("no"))
                              .catchAccept(e -> t.log("caught " + e.getMessage()))
                              .finallyDo(() -> t.log("finally")));
                  t.log("main done");
                }))
        .isEqualTo(
            "A starts B starts main done A after await 1 p1 B after await 1 micro caught no finally"
                + " A after await 2 p2 then of B A after await 3 p3 finally of B then of A p4");
  }

  @Test
  void shouldRunABodyThatDoesNotAwaitAtOnce() {
    assertThat(
            turns(
                t -> {
                  async(() -> Async.of(1).then(() -> t.log("in"))).then(() -> t.log("out"));
                  t.log("sync");
                  t.ticks(3);
                }))
        .isEqualTo("in sync out t1 t2 t3");
  }

  @Test
  void shouldTakeOneTurnForAPromiseAndForAValue() {
    assertThat(
            turns(
                t -> {
                  async(
                          () ->
                              await(Promise.resolve(1))
                                  .thenAsync(
                                      v -> {
                                        t.log("v" + v);
                                        return await(2)
                                            .then(
                                                w -> {
                                                  t.log("w" + w);
                                                  return v + w;
                                                });
                                      }))
                      .thenAccept(r -> t.log("r" + r));
                  t.ticks(5);
                }))
        .isEqualTo("v1 t1 w2 t2 r3 t3 t4 t5");
  }

  @Test
  void shouldTakeOneTurnMoreForThePromiseOfAnAsyncFunction() {
    assertThat(
            turns(
                t -> {
                  async(
                      () ->
                          Async.done()
                              .thenAwait(start -> async(() -> await(null).then(nothing -> 1)))
                              .thenAccept(v -> t.log("v" + v)));
                  t.ticks(5);
                }))
        .isEqualTo("t1 v1 t2 t3 t4 t5");
  }

  @Test
  void shouldCatchAndFinishInTheStepOfTheFailure() {
    assertThat(
            turns(
                t -> {
                  async(
                          () ->
                              await(rejected("no"))
                                  .catchAccept(e -> t.log("c" + e.getMessage()))
                                  .finallyDo(() -> t.log("f"))
                                  .then(
                                      v -> {
                                        throw new Exception("x");
                                      }))
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(4);
                }))
        .isEqualTo("cno f t1 ex t2 t3 t4");
    assertThat(
            turns(
                t -> {
                  async(
                          () -> {
                            throw new Exception("x");
                          })
                      .catchAccept(e -> t.log("e" + e.getMessage()));
                  t.ticks(2);
                }))
        .isEqualTo("ex t1 t2");
  }

  @Test
  void shouldFailWithWhatAFinallyBlockFailsWith() {
    assertThat(
            turns(
                t -> {
                  async(() -> Async.of(1).finallyAsync(() -> await(rejected("block"))))
                      .catchAccept(e -> t.log(e.getMessage()));
                  async(() -> Async.failed(new Exception("own")).finallyAsync(() -> await(1)))
                      .catchAccept(e -> t.log(e.getMessage()));
                }))
        .isEqualTo("block own");
  }

  private static final class Counting implements AsyncIterator<Integer> {
    private final TurnLog log;
    private final int last;
    private final boolean closesBadly;
    private int at;

    Counting(TurnLog log, int last, boolean closesBadly) {
      this.log = log;
      this.last = last;
      this.closesBadly = closesBadly;
    }

    @Override
    public Promise<Result<Integer>> next() {
      log.log("next");
      at++;
      return Promise.resolve(at > last ? Result.end() : Result.of(at));
    }

    @Override
    public Promise<Void> close() {
      log.log("return");
      return closesBadly ? rejected("closing") : Promise.resolve();
    }
  }

  private static void walk(TurnLog t, AsyncIterator<Integer> iterator, int last) {
    async(
            () ->
                forAwait(
                        iterator,
                        v -> {
                          t.log("v" + v);
                          return v != last;
                        })
                    .then(() -> t.log("end")))
        .catchAccept(e -> t.log("e" + e.getMessage()));
    t.ticks(5);
  }

  @Test
  void shouldWalkAnIteratorAndCloseItIfTheBodyEndsTheWalk() {
    assertThat(turns(t -> walk(t, new Counting(t, 2, false), 0)))
        .isEqualTo("next v1 next t1 v2 next t2 end t3 t4 t5");
    assertThat(turns(t -> walk(t, new Counting(t, 3, false), 2)))
        .isEqualTo("next v1 next t1 v2 return t2 end t3 t4 t5");
    assertThat(turns(t -> walk(t, new Counting(t, 3, true), 1)))
        .isEqualTo("next v1 return t1 t2 eclosing t3 t4 t5");
    assertThat(turns(t -> walk(t, () -> rejected("next"), 1))).isEqualTo("t1 enext t2 t3 t4 t5");
  }

  @Test
  void shouldCloseAnIteratorWhoseBodyThrowsAndFailWithThatWhateverComesOfClosing() {
    for (boolean closesBadly : new boolean[] {false, true}) {
      assertThat(
              turns(
                  t -> {
                    async(
                            () ->
                                forAwait(
                                    new Counting(t, 3, closesBadly),
                                    v -> {
                                      throw new Exception("body");
                                    }))
                        .catchAccept(e -> t.log("e" + e.getMessage()));
                    t.ticks(3);
                  }))
          .isEqualTo("next return t1 t2 ebody t3");
    }
  }

  @Test
  void shouldAwaitWithinTheBodyOfAWalk() {
    assertThat(
            turns(
                t -> {
                  async(
                      () ->
                          forAwaitAsync(
                                  new Counting(t, 2, false),
                                  v ->
                                      await(null)
                                          .then(
                                              nothing -> {
                                                t.log("v" + v);
                                                return true;
                                              }))
                              .then(() -> t.log("end")));
                  t.ticks(7);
                }))
        .isEqualTo("next t1 v1 next t2 t3 v2 next t4 end t5 t6 t7");
  }

  private static Async<Integer> countDown(int from) {
    return from == 0 ? Async.of(0) : await(from).thenAsync(v -> countDown(v - 1));
  }

  @Test
  void shouldNotGrowTheStackHoweverManyStepsThereAre() {
    int many = 100_000;
    int[] runs = new int[2];
    assertThat(
            turns(
                t -> {
                  async(() -> repeatWhile(() -> runs[0] < many, () -> Async.of(++runs[0])))
                      .then(() -> t.log("without waiting"));
                  async(() -> repeatWhile(() -> runs[1] < many, () -> await(++runs[1])))
                      .then(() -> t.log("waiting"));
                  async(() -> countDown(many)).then(() -> t.log("recursion"));
                  async(
                          () -> {
                            Async<Integer> sum = Async.of(0);
                            for (int i = 0; i < many; i++) {
                              sum = sum.then(v -> v + 1);
                            }
                            return sum;
                          })
                      .thenAccept(sum -> t.log("a chain of " + sum));
                }))
        .isEqualTo("without waiting a chain of 100000 waiting recursion");
    assertThat(runs).containsExactly(many, many);
  }

  @Test
  void shouldRejectWhenItAwaitsAPromiseOfAnotherLoop() {
    TestRuntime other = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
    Promise<Integer> foreign = other.call(loop -> Promise.resolve(1));
    assertThat(turns(t -> async(() -> await(foreign)).catchAccept(e -> t.log(e.getMessage()))))
        .contains("its own loop");
    other.stop();
  }

  @Test
  void shouldNotRunStepsThatAreNotReturned() {
    assertThat(
            turns(
                t ->
                    async(
                        () -> {
                          await(1).then(() -> t.log("dropped"));
                          return await(1).then(() -> t.log("returned"));
                        })))
        .isEqualTo("returned");
  }
}
