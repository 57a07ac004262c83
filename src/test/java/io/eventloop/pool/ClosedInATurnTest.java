package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.pool.PoolWorker.Close;
import io.eventloop.pool.PoolWorker.Command;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool, or a worker, that is closed in the middle of something: every task is answered. */
class ClosedInATurnTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  /** As a worker takes before it looks at its mailbox. */
  private static final int TASKS_PER_RECEIVE = 1024;

  @AfterAll
  static void shutDown() {
    THREADS.shutdownNow();
    KIT.shutdownTestKit();
  }

  private static List<LooseJob> jobs(int count) {
    return Stream.generate(() -> new LooseJob(TestRuntime.WORK)).limit(count).toList();
  }

  @ParameterizedTest(name = "a bound of {0}, {1}")
  @CsvSource({"0, REJECT", "5, REJECT", "5, WAIT"})
  void shouldHaveAnsweredAllThatWasSubmittedByTheEndOfTheTurn(int bound, WhenFull whenFull) {
    for (int round = 0; round < 400; round++) {
      Pool pool = new Pool(TestRuntime.poolOf(KIT, 1).withMaxQueued(bound, whenFull));
      AtomicBoolean room = new AtomicBoolean();
      Submitter submitter = pool.attach(new Attached(() -> room.set(true)));
      List<LooseJob> jobs = jobs(20);
      int closeAt = round % 20;
      AtomicInteger submitted = new AtomicInteger();
      CompletableFuture<Void> closer =
          CompletableFuture.runAsync(
              () -> {
                while (submitted.get() < closeAt) {
                  Thread.onSpinWait();
                }
                pool.close();
              },
              THREADS);
      for (LooseJob job : jobs) {
        submitter.submit(job);
        submitted.incrementAndGet();
      }
      submitter.endOfTurn();
      Waiting.valueOf(closer);
      while (room.getAndSet(false)) { // as the runtime does when it is told of it
        submitter.admitWaiting();
        submitter.endOfTurn();
      }
      assertThat(jobs).as("round %d", round).allMatch(job -> job.answers() == 1);
      assertThat(submitter.queued()).as("round %d", round).isZero();
    }
  }

  @Test
  void shouldLookAtTheMailboxBetweenTheTasksOfALongQueue() {
    Pool pool = new Pool(TestRuntime.poolOf(KIT, 1));
    Post post = new Post(pool, 0, 1, "pool0");
    BehaviorTestKit<Command> worker = BehaviorTestKit.create(PoolWorker.create(post));
    post.occupy(worker.getRef());
    pool.install(post);
    Submitter submitter = pool.attach(new Attached());
    List<LooseJob> jobs = new ArrayList<>();
    jobs.add(
        new LooseJob(
            TestRuntime.WORK,
            () -> {
              worker.getRef().tell(Close.INSTANCE);
              return "closing";
            }));
    jobs.addAll(jobs(3 * TASKS_PER_RECEIVE));
    jobs.forEach(submitter::submit);

    worker.runOne();
    assertThat(jobs.stream().filter(Job::isDone)).hasSize(TASKS_PER_RECEIVE);
    assertThat(jobs.subList(0, TASKS_PER_RECEIVE)).allMatch(Job::isDone);
    List<Command> left = worker.selfInbox().getAllReceived();
    assertThat(left).hasSize(2);
    assertThat(left.get(0)).isEqualTo(Close.INSTANCE);
    assertThat(((Task) left.get(1)).work()).isSameAs(jobs.get(TASKS_PER_RECEIVE));

    pool.vacate(post); // as when the worker has stopped
    pool.close();
    assertThat(jobs).allMatch(job -> job.answers() == 1);
    assertThat(jobs.subList(TASKS_PER_RECEIVE, jobs.size()))
        .extracting(LooseJob::outcome)
        .extracting(Outcome::error)
        .hasOnlyElementsOfType(WorkerTerminatedException.class);
  }

  @ParameterizedTest(name = "a pool of {0}")
  @CsvSource({"1", "2", "4"})
  void shouldRunTasksWhileTheCallbackThatSubmittedThemWaitsForTheLast(int size) {
    TestRuntime runtime = TestRuntime.start(KIT, TestRuntime.poolOf(KIT, size));
    for (int round = 0; round < 20; round++) {
      CompletableFuture<String> fourth = new CompletableFuture<>();
      String value =
          runtime.call(
              loop -> {
                for (int i = 0; i < 3; i++) {
                  loop.submit(TestRuntime.WORK, () -> "short", (error, result) -> {});
                }
                loop.submit(
                    TestRuntime.WORK, () -> fourth.complete("opened"), (error, result) -> {});
                return Waiting.valueOf(fourth); // the loop itself
              });
      assertThat(value).isEqualTo("opened");
    }
    runtime.stop();
  }
}
