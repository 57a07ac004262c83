package io.eventloop.pool;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** A {@link CarrierPool} as Pekko's dispatcher wants it. */
final class CarrierExecutor extends AbstractExecutorService {
  private final CarrierPool pool;

  CarrierExecutor(CarrierPool pool) {
    this.pool = pool;
  }

  @Override
  public void execute(Runnable work) {
    pool.execute(work);
  }

  @Override
  public void shutdown() {
    pool.close();
  }

  /** As {@link #shutdown()}: what was taken is a mailbox, and no actor may lose its turn. */
  @Override
  public List<Runnable> shutdownNow() {
    pool.close();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return pool.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return pool.ended().getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return pool.ended().await(timeout, unit);
  }
}
