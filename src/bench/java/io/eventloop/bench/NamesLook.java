package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.pool.TaskKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** One look at the names and the MDC of tasks and callbacks. */
final class NamesLook {
  static final String KEY = "request";
  static final TaskKind KIND = TaskKind.of("look");

  private static final Set<String> POOL = Set.of("pool0", "pool1", "pool2", "pool3");
  private static final int SHORT_TASKS = 1000;
  private static final long PATIENCE_SECONDS = 20;

  private final EventLoop loop;
  private final AtomicInteger requests = new AtomicInteger();

  NamesLook(EventLoop loop) {
    this.loop = loop;
  }

  /** What was seen in a look. */
  private static final class Seen {
    final Set<String> inTasks = new ConcurrentSkipListSet<>();
    final Set<String> inCallbacks = new ConcurrentSkipListSet<>();
    final AtomicInteger rightMdc = new AtomicInteger();
    final AtomicInteger wrongMdc = new AtomicInteger();

    void note(Set<String> names, @Nullable String expected) {
      names.add(Thread.currentThread().getName());
      Map<String, String> mdc = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
      Map<String, String> right = expected == null ? Map.of() : Map.of(KEY, expected);
      (mdc.equals(right) ? rightMdc : wrongMdc).incrementAndGet();
    }
  }

  /** Four tasks that block at a time, and a thousand short ones, with and without an MDC. */
  boolean passes(String when) throws InterruptedException, TimeoutException {
    Seen seen = new Seen();
    Set<String> inDump = new TreeSet<>();
    blockAll(seen, () -> inDump.addAll(threadsIn(BlockingTask.class)));
    runShortOnes(seen);
    boolean good =
        seen.inTasks.equals(POOL)
            && inDump.equals(POOL)
            && seen.inCallbacks.equals(Set.of("eventloop"))
            && seen.wrongMdc.get() == 0;
    System.out.printf(
        "  %s %s: tasks on %s, thread dump %s, callbacks on %s, MDC right %d, wrong %d%n",
        Idle.verdict(good),
        when,
        seen.inTasks,
        inDump,
        seen.inCallbacks,
        seen.rightMdc.get(),
        seen.wrongMdc.get());
    return good;
  }

  /** Does something while every worker is in a task. */
  void whileTasksBlock(Runnable something) throws InterruptedException, TimeoutException {
    blockAll(new Seen(), something);
  }

  private void blockAll(Seen seen, Runnable meanwhile)
      throws InterruptedException, TimeoutException {
    CountDownLatch arrived = new CountDownLatch(POOL.size());
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(POOL.size());
    loop.execute(
        () -> {
          for (int i = 0; i < POOL.size(); i++) {
            submit(seen, newRequest(), new BlockingTask(arrived, release), answered);
          }
        });
    await(arrived);
    meanwhile.run();
    release.countDown();
    await(answered);
  }

  private void runShortOnes(Seen seen) throws InterruptedException, TimeoutException {
    CountDownLatch answered = new CountDownLatch(SHORT_TASKS);
    loop.execute(
        () -> {
          for (int i = 0; i < SHORT_TASKS; i++) {
            submit(seen, i % 2 == 0 ? newRequest() : null, () -> null, answered);
          }
        });
    await(answered);
  }

  private String newRequest() {
    return "r" + requests.incrementAndGet();
  }

  private void submit(
      Seen seen, @Nullable String request, Callable<?> work, CountDownLatch answered) {
    if (request == null) {
      MDC.clear();
    } else {
      MDC.put(KEY, request);
    }
    loop.submit(
        KIND,
        () -> {
          seen.note(seen.inTasks, request);
          MDC.put("left", "by a task"); // nobody may see it
          return work.call();
        },
        (error, value) -> {
          seen.note(seen.inCallbacks, request);
          MDC.put("left", "by a callback");
          answered.countDown();
        });
  }

  private static void await(CountDownLatch latch) throws InterruptedException, TimeoutException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException(latch.getCount() + " tasks or callbacks did not come");
    }
  }

  /** The threads that a thread dump shows in this code. */
  private static Set<String> threadsIn(Class<?> code) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(frame -> frame.getClassName().equals(code.getName())))
        .map(entry -> entry.getKey().getName())
        .collect(Collectors.toSet());
  }

  /** Occupies a worker until it is released. */
  private record BlockingTask(CountDownLatch arrived, CountDownLatch release)
      implements Callable<Object> {
    @Override
    public Object call() throws InterruptedException {
      arrived.countDown();
      release.await();
      return true;
    }
  }
}
