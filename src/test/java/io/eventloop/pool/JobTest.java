package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.typesafe.config.ConfigFactory;
import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The states of a job, where a worker and whoever cancels it meet. */
class JobTest {
  private final Post post = Post.alone(0);

  /** A job that notes its answers, and tells its runtime, if it has one. */
  private static class NotedJob extends Job<Object> {
    private final List<Outcome<Object>> answers = new CopyOnWriteArrayList<>();

    NotedJob(Callable<?> work) {
      super(work);
    }

    @Override
    public TaskKind kind() {
      return TaskKind.of("work");
    }

    @Override
    protected Task toTask() {
      throw new UnsupportedOperationException("not in this test");
    }

    @Override
    protected void answered(int threadId) {
      answers.add(outcome());
      super.answered(threadId);
    }

    @Override
    public CompletionStage<Object> toCompletionStage() {
      throw new UnsupportedOperationException("not in this test");
    }
  }

  private void arrive(NotedJob job) {
    post.arrive(job);
  }

  /** A worker's thread that an interrupt reaches late: only when the work has returned. */
  private static final class LateThread extends Thread {
    private final CountDownLatch interrupting = new CountDownLatch(1);
    private final CountDownLatch goneOn = new CountDownLatch(1);

    LateThread(Runnable body) {
      super(body);
    }

    @Override
    public void interrupt() {
      interrupting.countDown();
      try {
        goneOn.await(100, TimeUnit.MILLISECONDS); // in vain: the worker has to wait for us
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      super.interrupt();
    }
  }

  @Test
  void shouldHoldTheWorkerUntilTheInterruptHasComeAndClearIt() {
    CompletableFuture<LateThread> self = new CompletableFuture<>();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    NotedJob job =
        new NotedJob(
            () -> {
              running.countDown();
              Waiting.valueOf(self).interrupting.await(); // ends just as it is cancelled
              return "ended";
            });
    LateThread worker =
        new LateThread(
            () -> {
              arrive(job);
              assertThat(job.start(post)).isTrue();
              job.runOn(post);
              Waiting.valueOf(self).goneOn.countDown(); // here it would take its next task
              Waiting.await(cancelled);
              flag.complete(Thread.currentThread().isInterrupted());
            });
    self.complete(worker);
    worker.start();
    Waiting.await(running);
    assertThat(job.cancel()).isTrue();
    cancelled.countDown();
    assertThat(Waiting.valueOf(flag)).as("an interrupt that outlived its task").isFalse();
    assertThat(job.answers).hasSize(1);
    assertThat(job.answers.get(0).error()).isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void shouldNotStartWhenItWasCancelledBefore() {
    NotedJob job = new NotedJob(() -> "never");
    assertThat(job.cancel()).isTrue();
    arrive(job);
    assertThat(job.start(post)).isFalse();
    assertThat(job.answers).hasSize(1);
  }

  @Test
  void shouldBeAnsweredOnceWhenSeveralAbortItWhileItEnds() throws InterruptedException {
    for (int round = 0; round < 500; round++) {
      NotedJob job = new NotedJob(() -> "ended");
      Thread canceller = new Thread(job::cancel);
      canceller.start();
      arrive(job);
      if (job.start(post)) {
        job.runOn(post);
      }
      job.timeOut("PT1S");
      canceller.join();
      assertThat(job.answers).as("round %d", round).hasSize(1);
      assertThat(job.isDone()).isTrue();
      assertThat(Thread.interrupted()).as("round %d", round).isFalse();
    }
  }

  @Test
  void shouldBeAnsweredByExactlyOneOfThoseWhoAbortItAndTheWorkerThatRunsIt() {
    AtomicReference<NotedJob> present = new AtomicReference<>();
    List<NotedJob> jobs = Stream.generate(() -> new NotedJob(() -> "ended")).limit(3_000).toList();
    CompletableFuture<Integer> cancelled = inEachRound(jobs, present, NotedJob::cancel);
    int ours = 0;
    for (NotedJob job : jobs) {
      post.arrive(job);
      present.set(job);
      if (ours % 2 == 0 && job.start(post)) {
        job.runOn(post);
        ours += job.answers.get(0).error() == null ? 1 : 0;
      } else {
        ours += job.timeOut("PT1S") ? 1 : 0;
      }
    }
    assertThat(Waiting.valueOf(cancelled) + ours).isEqualTo(jobs.size());
    assertThat(jobs).allMatch(job -> job.answers.size() == 1);
    assertThat(Thread.interrupted()).as("an interrupt that outlived its task").isFalse();
  }

  /** In how many rounds this was the one. */
  private static CompletableFuture<Integer> inEachRound(
      List<NotedJob> jobs, AtomicReference<NotedJob> present, Predicate<NotedJob> abort) {
    return CompletableFuture.supplyAsync(
        () -> {
          int aborted = 0;
          NotedJob last = jobs.get(jobs.size() - 1);
          NotedJob before = null;
          while (before != last) {
            NotedJob job = present.get();
            if (job != before) {
              aborted += abort.test(job) ? 1 : 0;
              before = job;
            }
          }
          return aborted;
        },
        task -> new Thread(task).start());
  }

  @Test
  void shouldInterruptTheWorkWhenItIsCancelledJustAsAWorkerBegins() {
    List<Boolean> interrupted = new CopyOnWriteArrayList<>();
    NotedJob job =
        new NotedJob(() -> interrupted.add(Thread.currentThread().isInterrupted())) {
          @Override
          protected Map<String, String> mdc() {
            while (!Thread.currentThread().isInterrupted()) { // until whoever cancels has us
              Thread.onSpinWait();
            }
            return null;
          }
        };
    post.arrive(job);
    assertThat(job.start(post)).isTrue();
    CompletableFuture<Boolean> cancelled = CompletableFuture.supplyAsync(job::cancel);
    while (!job.isDone()) { // it finds a job that runs, and waits to hear where
      Thread.onSpinWait();
    }
    job.runOn(post);
    assertThat(Waiting.valueOf(cancelled)).isTrue();
    assertThat(interrupted).as("what the work saw").containsExactly(true);
    assertThat(Thread.interrupted()).as("an interrupt that outlived its task").isFalse();
    assertThat(job.answers).singleElement().extracting(Outcome::error).isNotNull();
  }

  @Test
  void shouldHideAnInterruptThatWasNotMeantForTheWork() {
    NotedJob job = new NotedJob(() -> Thread.currentThread().isInterrupted());
    post.arrive(job);
    assertThat(job.start(post)).isTrue();
    Thread.currentThread().interrupt();
    job.runOn(post);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(job.answers).containsExactly(Outcome.success(false));
  }

  static Stream<Object> values() {
    Callable<String> callable =
        () -> {
          throw new AssertionError("the value was called");
        };
    return Stream.of(
        callable,
        Outcome.failure(new IllegalStateException("a value")),
        Outcome.success("inside"),
        new IllegalStateException("a value"),
        new NotedJob(callable));
  }

  @ParameterizedTest
  @MethodSource("values")
  void shouldYieldTheValueAsItIs(Object value) {
    NotedJob job = new NotedJob(() -> value);
    assertThat(job.start(post)).isTrue();
    job.runOn(post);
    assertThat(job.answers).singleElement().isEqualTo(Outcome.success(value));
    assertThat(job.value()).isSameAs(value);
    assertThat(job.error()).isNull();
    assertThatIllegalStateException().isThrownBy(job::call).withMessageContaining("answered");
    job.delivered();
    assertThat(job.isDelivered()).isTrue();
    assertThat(job.value()).isSameAs(value);
    assertThatIllegalStateException().isThrownBy(job::call).withMessageContaining("answered");
  }

  @Test
  void shouldRunItsWorkWhenItIsCalledUntilItIsAnswered() throws Exception {
    NotedJob job = new NotedJob(() -> "called");
    assertThat(job.call()).isEqualTo("called");
    job.cancel();
    assertThatIllegalStateException().isThrownBy(job::call).withMessageContaining("answered");
  }

  @Test
  void shouldYieldWhatWasDeliveredInsteadOfItsAnswerAndNothingElseAfterThat() {
    NotedJob job = new NotedJob(() -> "ended");
    assertThat(job.start(post)).isTrue();
    job.runOn(post);
    IllegalStateException instead = new IllegalStateException("the loop has ended");
    job.deliveredInstead(instead);
    assertThat(job.isDelivered()).isTrue();
    assertThat(job.outcome()).isEqualTo(Outcome.failure(instead));
    assertThat(job.cancel()).isFalse();
    assertThat(job.timeOut("PT1S")).isFalse();
    assertThat(job.isDone()).isTrue();
    assertThat(job.outcome()).isEqualTo(Outcome.failure(instead));
    assertThat(job.answers).hasSize(1);
  }

  @Test
  void shouldTellTheRuntimeThatAdoptsItOrSayThatItWasAnsweredBefore() {
    AtomicInteger told = new AtomicInteger();
    Submitter.Client client =
        new Submitter.Client() {
          @Override
          public void answered(int threadId, Job<?> job) {
            told.incrementAndGet();
          }

          @Override
          public void roomAvailable() {}
        };
    PoolSettings settings = PoolSettings.from(ConfigFactory.load());
    Submitter submitter = new Pool(settings).attach(client);
    AtomicReference<NotedJob> present = new AtomicReference<>();
    List<NotedJob> jobs = Stream.generate(() -> new NotedJob(() -> "never")).limit(2_000).toList();
    CompletableFuture<Integer> cancelled = inEachRound(jobs, present, NotedJob::cancel);
    long limit = System.nanoTime() + Waiting.LIMIT.toNanos();
    for (NotedJob job : jobs) {
      told.set(0);
      present.set(job);
      boolean adopted = submitter.adopt(job);
      assertThat(adopted || job.error() instanceof TaskCancelledException).isTrue();
      while (job.answers.isEmpty() || (adopted && told.get() == 0)) {
        if (System.nanoTime() > limit) {
          throw new AssertionError("not told; adopted: " + adopted);
        }
      }
    }
    assertThat(Waiting.valueOf(cancelled)).isEqualTo(jobs.size());
    assertThat(jobs).allMatch(job -> job.answers.size() == 1);
  }
}
