package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolWorker.Task;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Outcome;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The states of a job, where a worker and whoever cancels it meet. */
class JobTest {
  private final Post post = Post.alone(0);

  /** A job that notes its answers. */
  private static final class NotedJob extends Job<String> {
    private final List<Outcome<String>> answers = new CopyOnWriteArrayList<>();

    NotedJob(Callable<String> work) {
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
    }

    @Override
    public CompletionStage<String> toCompletionStage() {
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
}
