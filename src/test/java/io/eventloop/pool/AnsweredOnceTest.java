package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.Loop;
import io.eventloop.loop.LoopStats;
import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.TestTask;
import io.eventloop.testing.Waiting;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each task is answered exactly once, whatever happens to it: one in a thousand throws, one in a
 * thousand is cancelled, and at every ten thousandth a worker is killed.
 *
 * <p>{@code -Deventloop.tasks=1000000} runs as many for each pool and seed.
 */
class AnsweredOnceTest {
  private static final int TASKS = Integer.getInteger("eventloop.tasks", 100_000);
  private static final int BATCH = 500;
  private static final int WORKERS = 4;
  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  /** What is counted, with the bound of the queue and what happens to those that find it full. */
  enum Queue {
    UNBOUNDED,
    REJECTING,
    WAITING;

    PoolSettings settings() {
      PoolSettings settings = TestRuntime.poolOf(KIT, WORKERS);
      return switch (this) {
        case UNBOUNDED -> settings;
        case REJECTING -> settings.withMaxQueued(100, WhenFull.REJECT);
        case WAITING -> settings.withMaxQueued(100, WhenFull.WAIT);
      };
    }
  }

  static Stream<Arguments> queuesAndSeeds() {
    return Arrays.stream(Queue.values())
        .flatMap(queue -> IntStream.of(1, 2, 3).mapToObj(seed -> Arguments.of(queue, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("queuesAndSeeds")
  void shouldAnswerEachTaskExactlyOnce(Queue queue, int seed) {
    TestRuntime runtime = TestRuntime.start(KIT, queue.settings());
    Run run = new Run(runtime, seed);
    runtime.run(run::submitBatch);
    Waiting.await(run.done);
    LoopStats stats = runtime.stats();
    expectAllWorkersAtWork(runtime);
    runtime.stop(); // whatever might come twice has come

    String what = queue + ", seed " + seed + ", " + TASKS + " tasks: " + stats;
    assertThat(run.answers).as(what).containsOnly((byte) 1);
    assertThat(stats.answered()).as(what).isEqualTo(TASKS);
    assertThat(stats.succeeded()).as(what).isEqualTo(run.succeeded);
    assertThat(stats.failed()).as(what).isEqualTo(run.failed);
    assertThat(stats.cancelled()).as(what).isEqualTo(run.cancelled);
    assertThat(stats.rejected()).as(what).isEqualTo(run.rejected);
    assertThat(stats.workerTerminated()).as(what).isEqualTo(run.lost);
    assertThat(run.failed).as(what).isLessThanOrEqualTo(run.throwing);
    assertThat(run.succeeded).as(what).isLessThanOrEqualTo(TASKS - run.throwing);
    assertThat(run.cancelled).as(what).isEqualTo(run.cancellations);
    assertThat(run.lost).as(what).isLessThanOrEqualTo(run.kills);
    if (queue == Queue.REJECTING) {
      assertThat(run.rejected).as(what).isPositive();
    } else {
      assertThat(run.rejected).as(what).isZero();
    }
    assertThat(stats.lateResults()).as(what).isLessThanOrEqualTo(run.cancelled);
  }

  private static void expectAllWorkersAtWork(TestRuntime runtime) {
    Gate gate = new Gate();
    List<TestTask<Integer>> tasks =
        IntStream.range(0, WORKERS).mapToObj(i -> runtime.submit(gate.yielding(i))).toList();
    gate.awaitBegun(WORKERS);
    gate.open();
    tasks.forEach(TestTask::outcome);
  }

  /** Submits all tasks, batch by batch, and counts the answers; of the loop. */
  private static final class Run {
    private final TestRuntime runtime;
    private final Random random;
    private final byte[] answers = new byte[TASKS];
    private final CountDownLatch done = new CountDownLatch(1);
    private int submitted;
    private int answered;
    private int throwing;
    private int cancellations;
    private int kills;
    private int succeeded;
    private int failed;
    private int cancelled;
    private int rejected;
    private int lost;

    Run(TestRuntime runtime, int seed) {
      this.runtime = runtime;
      this.random = new Random(seed);
    }

    void submitBatch(Loop loop) {
      for (int i = 0; i < BATCH && submitted < TASKS; i++) {
        submitOne(loop, submitted++);
      }
      if (submitted < TASKS) {
        loop.execute(() -> submitBatch(loop));
      }
    }

    private void submitOne(Loop loop, int number) {
      if (number % 10_000 == 5_000) {
        runtime.tellWorker("pool" + random.nextInt(WORKERS), PoisonPill.getInstance());
        kills++;
      }
      boolean throwsIt = random.nextInt(1_000) == 0;
      throwing += throwsIt ? 1 : 0;
      Callable<Integer> work = throwsIt ? AnsweredOnceTest::raise : () -> number;
      TaskHandle<Integer> handle =
          loop.submit(TestRuntime.WORK, work, (error, value) -> answered(number, error, value));
      if (random.nextInt(1_000) == 0) {
        if (random.nextBoolean()) {
          cancel(handle);
        } else { // later, when it runs, is done, or still waits
          loop.nextTick(() -> cancel(handle));
        }
      }
    }

    private void cancel(TaskHandle<Integer> handle) {
      cancellations += handle.cancel() ? 1 : 0;
    }

    private void answered(int number, Throwable error, Integer value) {
      answers[number]++;
      if (error == null) {
        succeeded++;
        assertThat(value).isEqualTo(number);
      } else if (error instanceof MadeUpError) {
        failed++;
      } else if (error instanceof TaskCancelledException) {
        cancelled++;
      } else if (error instanceof TaskRejectedException) {
        rejected++;
      } else {
        assertThat(error).isInstanceOf(WorkerTerminatedException.class);
        lost++;
      }
      if (++answered == TASKS) {
        done.countDown();
      }
    }
  }

  private static final class MadeUpError extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Integer raise() {
    throw new MadeUpError();
  }
}
