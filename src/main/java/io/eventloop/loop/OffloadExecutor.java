package io.eventloop.loop;

import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.pool.WorkerTerminatedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link Offload} as an executor. Each view has a life of its own; the pool is not touched by
 * it.
 *
 * <p>Who uses an executor has no answer to look at. So a command is never rejected for want of
 * room, it waits; one that lost its worker before it began goes to another; and one that could not
 * be run, since the pool or the runtime has ended, is cancelled if it is a {@link FutureTask}, else
 * logged.
 */
final class OffloadExecutor extends AbstractExecutorService {
  private static final Logger LOG = LoggerFactory.getLogger(OffloadExecutor.class);

  private final Offload offload;
  private final TaskKind kind;
  private final Set<Command> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch terminated = new CountDownLatch(1);
  private volatile boolean shutdown;

  /** Set by {@link #shutdownNow}: what has not begun is not to begin any more. */
  private volatile boolean stopped;

  OffloadExecutor(Offload offload, TaskKind kind) {
    this.offload = offload;
    this.kind = kind;
  }

  @Override
  public void execute(Runnable runnable) {
    Command command = new Command(Objects.requireNonNull(runnable, "command"));
    open.add(command);
    if (shutdown || offload.hasEnded()) { // read after the command was noted, as in shutdown()
      done(command);
      throw new RejectedExecutionException(
          kind + " command rejected: " + (shutdown ? "shut down" : "the runtime has ended"));
    }
    command.submit();
  }

  @Override
  public void shutdown() {
    shutdown = true;
    endIfDone();
  }

  @Override
  public List<Runnable> shutdownNow() {
    stopped = true;
    shutdown();
    List<Runnable> notRun = new ArrayList<>();
    for (Command command : open) { // first, lest a worker that is interrupted take one of them
      if (!command.started && command.cancel() && !command.started) {
        notRun.add(command.runnable);
      }
    }
    open.forEach(Command::cancel);
    return notRun;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  private void done(Command command) {
    open.remove(command);
    endIfDone();
  }

  private void endIfDone() {
    if (shutdown && open.isEmpty()) {
      terminated.countDown();
    }
  }

  private final class Command {
    private final Runnable runnable;
    private volatile boolean started;
    private volatile @Nullable TaskHandle<Void> handle;

    Command(Runnable runnable) {
      this.runnable = runnable;
    }

    void submit() {
      TaskHandle<Void> submitted = offload.callThatWaits(kind, this::run);
      handle = submitted;
      if (stopped) { // read after the write above: shutdownNow() sees the handle, or we see it
        submitted.cancel();
      }
      submitted.toCompletionStage().whenComplete((value, error) -> answered(error));
    }

    boolean cancel() {
      TaskHandle<Void> open = handle;
      return open != null && open.cancel();
    }

    /** On a worker. An executor's thread outlives what a command throws; so does ours. */
    @Nullable Void run() {
      started = true;
      runnable.run();
      return null;
    }

    void answered(@Nullable Throwable error) {
      if (error instanceof WorkerTerminatedException && !started) {
        submit(); // a pool that is closed rejects it, so that this ends
        return;
      }
      try {
        if (error != null) {
          report(error);
        }
      } finally {
        done(this); // last: whoever waits for the executor's end finds the future done
      }
    }

    private void report(Throwable error) {
      if (started) {
        LOG.error("{} command threw", kind, error);
      } else if (runnable instanceof FutureTask<?> future) {
        future.cancel(false);
      } else if (!stopped) {
        LOG.warn("{} command was not run", kind, error);
      }
    }
  }
}
