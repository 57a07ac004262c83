package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The idle set against a set of the JDK, and under several threads. */
class IdleSetTest {

  /** A step's remainder by 3 says what to do, the rest to which worker. */
  @Property(tries = 300)
  void shouldBehaveAsASortedSetOfNumbers(
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll @Size(max = 60) List<@IntRange(max = 599) Integer> steps) {
    IdleSet idle = new IdleSet(size);
    TreeSet<Integer> model = new TreeSet<>();
    for (int step : steps) {
      int threadId = step / 3 % size;
      switch (step % 3) {
        case 0 -> {
          idle.add(threadId);
          model.add(threadId);
        }
        case 1 -> assertThat(idle.remove(threadId)).isEqualTo(model.remove(threadId));
        default -> {
          Integer lowest = model.pollFirst();
          assertThat(idle.claim()).isEqualTo(lowest == null ? -1 : lowest);
        }
      }
      assertThat(idle.size()).isEqualTo(model.size());
      assertThat(idle.isEmpty()).isEqualTo(model.isEmpty());
    }
  }

  @Test
  void shouldGiveEachWorkerToOneClaimantWhenSeveralThreadsClaim() throws InterruptedException {
    int size = 130;
    int rounds = 2_000;
    IdleSet idle = new IdleSet(size);
    IntStream.range(0, size).forEach(idle::add);
    AtomicIntegerArray holders = new AtomicIntegerArray(size);
    CountDownLatch clashes = new CountDownLatch(1);
    Runnable claimant =
        () -> {
          for (int i = 0; i < rounds; i++) {
            int claimed = idle.claim();
            if (claimed >= 0) {
              if (holders.incrementAndGet(claimed) != 1) {
                clashes.countDown();
              }
              holders.decrementAndGet(claimed);
              idle.add(claimed);
            }
          }
        };
    Thread other = new Thread(claimant);
    other.start();
    claimant.run();
    other.join();
    assertThat(clashes.getCount()).as("no worker was claimed twice").isEqualTo(1);
    assertThat(idle.size()).as("and none was lost").isEqualTo(size);
  }
}
