package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.bench.OnceTally.Answer;
import io.eventloop.pool.TaskCancelledException;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.pool.TaskRejectedException;
import io.eventloop.pool.WorkerTerminatedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@link Once}: one task in a thousand throws, one is cancelled, queued or running, and
 * a worker is killed every ten thousand answers.
 */
final class OnceRun {
  private static final TaskKind KIND = TaskKind.of("once");
  private static final int ONE_IN = 1000;
  private static final int ANSWERS_PER_KILL = 10_000;
  private static final int WORKERS = 4;
  private static final int OUTSTANDING = 310;
  private static final Duration LONG_TASK = Duration.ofMillis(2);

  /** Without an answer for so long, no more will come. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A second answer would come within it. */
  private static final Duration AFTERMATH = Duration.ofMillis(300);

  private final Embedded embedded;
  private final EventLoop loop;
  private final int tasks;
  private final Random random;
  private final OnceTally tally;
  private final ArrayDeque<Submitted> toCancel = new ArrayDeque<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private int submitted;
  private int kills;
  private volatile long progress;

  OnceRun(Embedded embedded, int tasks, long seed) throws Exception {
    this.embedded = embedded;
    this.loop = embedded.loop();
    this.tasks = tasks;
    this.random = new Random(seed);
    this.tally = new OnceTally(tasks);
  }

  /** The tally, complete or not. */
  OnceTally run() throws InterruptedException {
    loop.execute(
        () -> {
          for (int i = 0; i < OUTSTANDING; i++) {
            submitNext();
          }
        });
    long seen = -1;
    while (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && progress != seen) {
      seen = progress;
    }
    Thread.sleep(AFTERMATH.toMillis());
    return tally;
  }

  private static final class TestException extends Exception {
    private static final long serialVersionUID = 1L;

    TestException() {
      super("on purpose", null, false, false);
    }
  }

  private static final class TestError extends Error {
    private static final long serialVersionUID = 1L;

    TestError() {
      super("on purpose", null, false, false);
    }
  }

  /** A task, what is to come of it, and what was done to it. */
  private static final class Submitted {
    final int number;
    @Nullable Throwable toThrow;
    @Nullable TaskHandle<Integer> handle;
    boolean cancelled;

    Submitted(int number) {
      this.number = number;
    }

    Callable<Integer> work() {
      return () -> {
        if (toThrow instanceof Exception exception) {
          throw exception;
        }
        if (toThrow instanceof Error error) {
          throw error;
        }
        return number;
      };
    }

    boolean expects(Answer answer, @Nullable Throwable error, @Nullable Integer value) {
      return switch (answer) {
        case VALUE -> !cancelled && toThrow == null && value != null && value == number;
        case THROWN -> !cancelled && error == toThrow;
        case CANCELLED -> cancelled;
        case REJECTED, TERMINATED -> !cancelled;
      };
    }
  }

  private void submitNext() {
    Submitted task = new Submitted(submitted++);
    Callable<Integer> work = task.work();
    int fate = random.nextInt(ONE_IN);
    if (fate == 0) {
      task.toThrow = random.nextBoolean() ? new TestException() : new TestError();
    } else if (fate == 1) {
      work = sleeping(work);
    }
    task.handle = loop.submit(KIND, work, (error, value) -> onAnswer(task, error, value));
    if (fate == 1 && random.nextBoolean()) {
      task.cancelled = task.handle.cancel(); // while it is queued
    } else if (fate == 1) {
      toCancel.add(task); // while it runs, with luck
    }
  }

  private static Callable<Integer> sleeping(Callable<Integer> work) {
    return () -> {
      Thread.sleep(LONG_TASK.toMillis());
      return work.call();
    };
  }

  private void onAnswer(Submitted task, @Nullable Throwable error, @Nullable Integer value) {
    Answer answer = answerOf(error);
    tally.answered(task.number, answer, task.expects(answer, error, value));
    progress = tally.sum();
    if (tally.sum() % ANSWERS_PER_KILL == 0) {
      killOne();
    }
    if (toCancel.size() > 0 && random.nextInt(OUTSTANDING) == 0) {
      Submitted late = toCancel.remove();
      late.cancelled = late.handle != null && late.handle.cancel();
    }
    if (submitted < tasks) {
      submitNext();
    } else if (tally.sum() == tasks) {
      over.countDown();
    }
  }

  private void killOne() {
    int threadId = kills++ % WORKERS;
    if (random.nextBoolean()) {
      embedded.poison(threadId);
    } else {
      embedded.kill(threadId);
    }
  }

  private static Answer answerOf(@Nullable Throwable error) {
    if (error == null) {
      return Answer.VALUE;
    } else if (error instanceof TaskCancelledException) {
      return Answer.CANCELLED;
    } else if (error instanceof TaskRejectedException) {
      return Answer.REJECTED;
    } else if (error instanceof WorkerTerminatedException) {
      return Answer.TERMINATED;
    } else {
      return Answer.THROWN;
    }
  }
}
