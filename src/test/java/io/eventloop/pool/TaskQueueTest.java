package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Inside;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue between a loop and its workers: nothing is lost, doubled or overtaken. */
class TaskQueueTest {
  private static final TaskKind WORK = TaskKind.of("work");

  /** The places of a chunk, for tests at its borders. */
  private static final int CHUNK = 128;

  private final TaskQueue queue = new TaskQueue();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private static List<LooseJob> jobs(int count) {
    return Stream.generate(() -> new LooseJob(WORK)).limit(count).toList();
  }

  private List<LooseJob> offered(int count) {
    List<LooseJob> jobs = jobs(count);
    jobs.forEach(queue::offer);
    return jobs;
  }

  private List<Job<?>> takeAll() {
    List<Job<?>> taken = new ArrayList<>();
    for (Job<?> job = queue.poll(); job != null; job = queue.poll()) {
      taken.add(job);
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 3})
  void shouldYieldItsTasksInOrderAndThenNone(int count) {
    for (int time = 0; time < 3; time++) { // from wherever the time before has left it
      List<LooseJob> jobs = offered(count);
      assertThat(queue.size()).isEqualTo(count);
      assertThat(queue.isEmpty()).isEqualTo(count == 0);
      assertThat(takeAll()).containsExactlyElementsOf(jobs);
      assertThat(queue.size()).isZero();
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, CHUNK, 3 * CHUNK + 1})
  void shouldBeEmptyAndGoOnAfterItWasCleared(int count) {
    offered(count);
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.poll()).isNull();
    assertThat(takeAllOf(offered(2))).isTrue();
  }

  private boolean takeAllOf(List<LooseJob> jobs) {
    return takeAll().equals(jobs);
  }

  // -- the dead -----------------------------------------------------------------------------------

  @ParameterizedTest(name = "one of {0} lives")
  @ValueSource(ints = {2, 3, CHUNK, 10 * CHUNK})
  void shouldLeaveTheLivingInOrderWhenItDropsTheDead(int nth) {
    List<LooseJob> jobs = offered(30 * CHUNK + 5);
    List<LooseJob> living = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (i % nth == 0) {
        living.add(jobs.get(i));
      } else {
        jobs.get(i).cancel();
      }
    }
    assertThat(queue.size()).as("before").isEqualTo(jobs.size());
    assertThat(queue.dropDead()).isEqualTo(living.size());
    assertThat(queue.size()).isEqualTo(living.size());
    living.addAll(offered(1));
    assertThat(takeAll()).containsExactlyElementsOf(living);
  }

  @Test
  void shouldBeEmptyWhenAllThatIsLeftWasDead() {
    offered(2 * CHUNK + 7).forEach(LooseJob::cancel);
    assertThat(queue.isEmpty()).as("they could still be taken").isFalse();
    assertThat(queue.dropDead()).isZero();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(takeAllOf(offered(CHUNK + 1))).isTrue();
  }

  @Test
  void shouldNotKeepThePlacesOfTheDeadBetweenTheLiving() {
    LooseJob dead = new LooseJob(WORK);
    dead.cancel();
    queue.offer(new LooseJob(WORK)); // no worker passes it
    long before = usedMemory();
    for (int i = 0; i < 10_000_000; i++) { // 40 MB of places
      queue.offer(dead);
      if (i % 100_000 == 0) {
        queue.dropDead();
      }
    }
    assertThat(queue.dropDead()).isEqualTo(1);
    assertThat(usedMemory() - before).as("bytes kept").isLessThan(20_000_000);
    assertThat(queue.size()).isEqualTo(1);
  }

  /** Where it has grown old, it would keep what comes after it from being collected. */
  @Test
  void shouldNotLeadOnFromAChunkThatWasLeft() throws ReflectiveOperationException {
    Object left = Inside.of(queue, "first");
    offered(CHUNK + 1);
    takeAll();
    assertThat(Inside.of(left, "next")).isSameAs(left);
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  // -- several threads ----------------------------------------------------------------------------

  /** What one taker took, by number. */
  private CompletableFuture<List<Integer>> taker(
      Map<LooseJob, Integer> numbers, AtomicBoolean filled) {
    return CompletableFuture.supplyAsync(
        () -> {
          List<Integer> taken = new ArrayList<>();
          while (true) {
            boolean last = filled.get();
            Job<?> job = queue.poll();
            if (job != null) {
              taken.add(numbers.get(job));
            } else if (last) {
              return taken;
            }
          }
        },
        threads);
  }

  private static Map<LooseJob, Integer> numbers(List<LooseJob> jobs) {
    Map<LooseJob, Integer> numbers = new IdentityHashMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      numbers.put(jobs.get(i), i);
    }
    return numbers;
  }

  /** How often each was taken; each taker's are in order. */
  private static int[] counted(int count, List<CompletableFuture<List<Integer>>> takers) {
    int[] times = new int[count];
    for (CompletableFuture<List<Integer>> taker : takers) {
      List<Integer> taken = Waiting.valueOf(taker);
      assertThat(taken).isSorted();
      taken.forEach(number -> times[number]++);
    }
    return times;
  }

  @Test
  void shouldGiveEachTaskToOneOfSeveralTakersInOrder() {
    List<LooseJob> jobs = jobs(100_000);
    AtomicBoolean filled = new AtomicBoolean();
    Map<LooseJob, Integer> numbers = numbers(jobs);
    List<CompletableFuture<List<Integer>>> takers =
        IntStream.range(0, 3).mapToObj(i -> taker(numbers, filled)).toList();
    jobs.forEach(queue::offer);
    filled.set(true);
    assertThat(counted(jobs.size(), takers)).containsOnly(1);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void shouldGiveNoTaskToTwoWhoTakeAtTheSameTime() {
    List<LooseJob> jobs = offered(300_000);
    CyclicBarrier both = new CyclicBarrier(2);
    List<CompletableFuture<List<Job<?>>>> takers =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          arrive(both);
                          return takeAll();
                        },
                        threads))
            .toList();
    assertThat(takers.stream().map(Waiting::valueOf).mapToInt(List::size).sum())
        .isEqualTo(jobs.size());
  }

  private static void arrive(CyclicBarrier barrier) {
    try {
      barrier.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldLoseNoLivingTaskWhileTheDeadAreDroppedUnderFillerAndTakers() {
    List<LooseJob> jobs = jobs(100_000);
    AtomicBoolean filled = new AtomicBoolean();
    CompletableFuture<Void> dropper =
        CompletableFuture.runAsync(
            () -> {
              int next = 0;
              while (!filled.get()) {
                for (int end = Math.min(next + 1_000, jobs.size()); next < end; next++) {
                  if (next % 500 > 50) { // whole chunks of them
                    jobs.get(next).cancel();
                  }
                }
                queue.dropDead();
              }
            },
            threads);
    Map<LooseJob, Integer> numbers = numbers(jobs);
    List<CompletableFuture<List<Integer>>> takers =
        IntStream.range(0, 2).mapToObj(i -> taker(numbers, filled)).toList();
    jobs.forEach(queue::offer);
    filled.set(true);
    Waiting.valueOf(dropper);
    int[] times = counted(jobs.size(), takers);
    assertThat(Arrays.stream(times)).allMatch(time -> time <= 1);
    assertThat(IntStream.range(0, times.length).filter(i -> !jobs.get(i).isDone()))
        .allMatch(i -> times[i] == 1);
  }

  @Test
  void shouldKeepWhatIsAddedToAChunkWhileTheDeadInItAreDropped() {
    LooseJob dead = new LooseJob(WORK);
    dead.cancel();
    LooseJob living = new LooseJob(WORK);
    int rounds = 5_000;
    TaskQueue[] queues = Stream.generate(TaskQueue::new).limit(rounds).toArray(TaskQueue[]::new);
    for (TaskQueue each : queues) {
      each.offer(living);
      for (int i = 1; i < 2 * CHUNK - 1; i++) {
        each.offer(dead); // up to the last place of the second chunk
      }
    }
    AtomicInteger round = new AtomicInteger(-1);
    CompletableFuture<Void> dropper =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < rounds; i++) {
                round.set(i);
                queues[i].dropDead();
              }
            },
            threads);
    for (int i = 0; i < rounds; i++) {
      while (round.get() < i) {
        Thread.onSpinWait();
      }
      for (int spin = 0; spin < i % 1_000; spin++) {
        Thread.onSpinWait();
      }
      queues[i].offer(living); // in the last place
      queues[i].offer(living); // in a chunk of its own
    }
    Waiting.valueOf(dropper);
    assertThat(queues).allMatch(each -> each.dropDead() == 3);
  }
}
