package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pools;
import io.eventloop.pool.Submitter;
import io.eventloop.pool.TaskHandle;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task's handle in other hands than the loop's. */
class TaskCallTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int TASKS = 5_000;

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static TestRuntime runtime() {
    return TestRuntime.start(KIT, TestRuntime.poolOf(KIT, 1));
  }

  /** Has tasks submitted one after the other: each handle is there about when its answer is. */
  private static Queue<TaskHandle<Integer>> handles(TestRuntime runtime) {
    Queue<TaskHandle<Integer>> handles = new ConcurrentLinkedQueue<>();
    runtime.loop().execute(() -> next(runtime.loop(), handles, 0));
    return handles;
  }

  private static void next(Loop loop, Queue<TaskHandle<Integer>> handles, int number) {
    if (number < TASKS) {
      handles.add(
          loop.submit(
              TestRuntime.WORK, () -> number, (error, value) -> next(loop, handles, number + 1)));
    }
  }

  @Test
  void shouldCompleteTheStageThatIsAskedForAtTheMomentOfTheAnswerOnTheLoopIfNotAtOnce() {
    TestRuntime runtime = runtime();
    Loop loop = runtime.loop();
    Queue<TaskHandle<Integer>> handles = handles(runtime);
    Thread asking = Thread.currentThread();
    List<CompletableFuture<Boolean>> onLoop = new ArrayList<>();
    long limit = System.nanoTime() + Waiting.LIMIT.toNanos();
    while (onLoop.size() < TASKS && System.nanoTime() < limit) {
      TaskHandle<Integer> handle = handles.poll();
      if (handle != null) {
        while (!handle.isDone()) { // the loop is about to hear of it
          Thread.onSpinWait();
        }
        for (int spin = 0; spin < onLoop.size() % 400; spin++) {
          Thread.onSpinWait();
        }
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        onLoop.add(seen);
        handle
            .toCompletionStage()
            .whenComplete(
                (value, error) -> seen.complete(Thread.currentThread() == asking || mayUse(loop)));
      }
    }
    assertThat(onLoop).hasSize(TASKS).allMatch(Waiting::valueOf);
    runtime.stop();
  }

  private static boolean mayUse(Loop loop) {
    try {
      loop.nextTick(() -> {});
      return true;
    } catch (IllegalStateException onAnotherThread) {
      return false;
    }
  }

  /** A loop that does nothing but hand answers on: so both are at it at the same time. */
  @Test
  void shouldLookAgainForAStageThatCameJustAsTheAnswerWasHandedOn() {
    int rounds = 20_000;
    Inbox inbox = new Inbox(TestInbox.create().getRef(), new LoopThread(), false);
    Submitter submitter =
        Pools.get(KIT.system())
            .find(Pools.named("idle", 1), TestRuntime.poolOf(KIT, 1))
            .orElseThrow()
            .attach(inbox);
    List<TaskCall<String>> calls =
        Stream.generate(() -> new TaskCall<String>(TestRuntime.WORK, () -> "", CallOptions.DEFAULT))
            .limit(rounds)
            .toList();
    AtomicInteger present = new AtomicInteger(-1);
    CompletableFuture<List<CompletionStage<String>>> asked =
        CompletableFuture.supplyAsync(
            () -> {
              List<CompletionStage<String>> stages = new ArrayList<>();
              while (stages.size() < rounds) {
                if (present.get() >= stages.size()) {
                  stages.add(calls.get(stages.size()).toCompletionStage());
                  present.set(-1); // has it
                }
              }
              return stages;
            },
            task -> new Thread(task).start());
    for (int round = 0; round < rounds; round++) {
      TaskCall<String> call = calls.get(round);
      assertThat(submitter.adopt(call)).isTrue();
      call.answeredBy(Outcome.success("answer"));
      present.set(round);
      for (int spin = 0; spin < round % 30; spin++) {
        Thread.onSpinWait();
      }
      call.run();
      while (present.get() >= 0 && !asked.isDone()) {
        Thread.onSpinWait();
      }
    }
    List<CompletionStage<String>> stages = Waiting.valueOf(asked);
    inbox.close();
    for (Object next = inbox.pollLeft(); next != null; next = inbox.pollLeft()) {
      ((RuntimeActor.Execute) next).work().run();
    }
    assertThat(stages).allMatch(stage -> stage.toCompletableFuture().isDone());
  }

  @Test
  void shouldCompleteTheStageThatIsAskedForWhileTheRuntimeEnds() {
    for (int round = 0; round < 150; round++) {
      TestRuntime runtime = runtime();
      List<TaskHandle<Integer>> handles =
          runtime.call(
              loop ->
                  Stream.generate(
                          () -> loop.submit(TestRuntime.WORK, () -> 1, (error, value) -> {}))
                      .limit(50)
                      .toList());
      runtime.stopping();
      List<CompletableFuture<Integer>> stages =
          handles.stream().map(handle -> handle.toCompletionStage().toCompletableFuture()).toList();
      stages.forEach(Waiting::outcomeOf); // a value or an error
    }
  }

  // -- what a handle keeps ------------------------------------------------------------------------

  static Stream<CallOptions> options() {
    return Stream.of(
        CallOptions.DEFAULT,
        CallOptions.DEFAULT.uninterruptible(),
        CallOptions.deadline(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @MethodSource("options")
  void shouldKeepNeitherWorkNorCallbackNorContextOnceItHasTheAnswer(CallOptions options) {
    TestRuntime runtime = runtime();
    List<WeakReference<Object>> kept = new ArrayList<>();
    AsyncLocal<Object> local = new AsyncLocal<>();
    CompletableFuture<Void> answered = new CompletableFuture<>();
    TaskHandle<String> handle =
        runtime.call(
            loop -> {
              Object ofWork = new Object();
              Object ofCallback = new Object();
              Object ofContext = new Object();
              for (Object each : List.of(ofWork, ofCallback, ofContext)) {
                kept.add(new WeakReference<>(each));
              }
              local.enterWith(ofContext);
              return loop.submit(
                  TestRuntime.WORK,
                  ofWork::toString,
                  options,
                  (error, value) -> {
                    assertThat(ofCallback).isNotNull();
                    answered.complete(null);
                  });
            });
    Waiting.valueOf(answered);
    runtime.stats(); // the callback has returned
    Waiting.untilCollected(kept);
    assertThat(Waiting.valueOf(handle.toCompletionStage())).contains("Object@");
    runtime.stop();
  }
}
