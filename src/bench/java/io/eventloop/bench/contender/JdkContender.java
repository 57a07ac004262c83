package io.eventloop.bench.contender;

import io.eventloop.value.Callback;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor of the JDK for the tasks, and a single-thread executor for the callbacks. */
final class JdkContender implements Contender, Chains {
  private final ExecutorService pool;
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final ScheduledTimers timers = new ScheduledTimers();

  private JdkContender(ExecutorService pool) {
    this.pool = pool;
  }

  static Contender ofFixedPool() {
    return new JdkContender(Executors.newFixedThreadPool(4));
  }

  /**
   * A virtual thread for each task; by reflection, as this is compiled for JDK 17.
   *
   * @throws IllegalStateException before JDK 21
   */
  static Contender ofVirtualThreads() {
    try {
      return new JdkContender(
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("virtual threads want JDK 21 or later", missing);
    }
  }

  @Override
  public void execute(Runnable code) {
    loop.execute(code);
  }

  @Override
  public void submit(Callable<?> work, Callback<Object> callback) {
    pool.execute(() -> answer(work, callback));
  }

  @Override
  public void submitFromOutside(Callable<?> work, Callback<Object> callback) {
    submit(work, callback);
  }

  private void answer(Callable<?> work, Callback<Object> callback) {
    try {
      Object value = work.call();
      loop.execute(() -> Guard.call(callback, null, value));
    } catch (Exception error) {
      loop.execute(() -> Guard.call(callback, error, null));
    }
  }

  @Override
  public boolean hasFourThreads() {
    return pool instanceof ThreadPoolExecutor;
  }

  @Override
  public Optional<Timers> timers() {
    return Optional.of(timers);
  }

  @Override
  public Optional<Chains> chains() {
    return Optional.of(this);
  }

  @Override
  public void tick(Runnable code) {
    loop.execute(code);
  }

  @Override
  public void microtask(Runnable code) {
    loop.execute(code);
  }

  @Override
  public void promises(int length, Runnable code) {
    CompletableFuture<Integer> head = new CompletableFuture<>();
    CompletableFuture<Integer> last = head;
    for (int i = 0; i < length; i++) {
      last = last.thenApplyAsync(value -> value + 1, loop);
    }
    CompletableFuture<Void> unused = last.thenRun(code);
    head.complete(0);
  }

  @Override
  public Object pendingPromise() {
    Object promise = new CompletableFuture<>();
    return promise;
  }

  /** The JDK's timers, with a thread of their own on which they are also set. */
  private static final class ScheduledTimers implements Timers {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

    ScheduledTimers() {
      executor.setRemoveOnCancelPolicy(true); // or what is cancelled stays until it is due
    }

    @Override
    public void execute(Runnable code) {
      executor.execute(code);
    }

    @Override
    public Object set(Runnable callback, long millis) {
      Object timer = executor.schedule(callback, millis, TimeUnit.MILLISECONDS);
      return timer;
    }

    @Override
    public void cancel(Object timer) {
      ((Future<?>) timer).cancel(false);
    }
  }
}
