package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Inside;
import io.eventloop.testing.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue in front of a loop: in order, and each event is taken or refused. */
class EventQueueTest {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  /** The places of a chunk, for tests at its borders. */
  private static final int CHUNK = 128;

  private EventQueue queue = new EventQueue();

  /** An event, and who sent it. */
  private record Sent(int sender, int number) {}

  @AfterAll
  static void endThreads() {
    THREADS.shutdownNow();
  }

  private List<Object> takeBefore(long limit) {
    List<Object> taken = new ArrayList<>();
    for (Object next = queue.pollBefore(limit); next != null; next = queue.pollBefore(limit)) {
      taken.add(next);
    }
    return taken;
  }

  private List<Object> takeAll() {
    return takeBefore(Long.MAX_VALUE);
  }

  private List<Object> offered(int count) {
    List<Object> events =
        IntStream.range(0, count).<Object>mapToObj(number -> new Sent(0, number)).toList();
    assertThat(events).allMatch(queue::offer);
    return events;
  }

  /** Where it has grown old, it would keep what comes after it from being collected. */
  @Test
  void shouldNotLeadOnFromAChunkThatWasLeft() throws ReflectiveOperationException {
    Object left = Inside.of(queue, "last");
    offered(CHUNK + 1);
    takeAll();
    assertThat(Inside.of(left, "next")).isSameAs(left);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 1})
  void shouldYieldWhatWasThereAtTheEndOfATurnAndTheRestLater(int count) {
    for (int turn = 0; turn < 3; turn++) {
      assertThat(queue.isEmpty()).isTrue();
      List<Object> before = offered(count);
      long end = queue.end();
      List<Object> after = offered(CHUNK + 1);
      assertThat(takeBefore(end)).isEqualTo(before);
      assertThat(queue.isEmpty()).isFalse();
      assertThat(takeBefore(end)).as("of this turn").isEmpty();
      assertThat(takeBefore(queue.end())).isEqualTo(after);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK})
  void shouldRefuseWhatComesAfterItsCloseAndKeepWhatCameBefore(int count) {
    List<Object> events = offered(count);
    assertThat(queue.isClosed()).isFalse();
    queue.close();
    queue.close();
    assertThat(queue.isClosed()).isTrue();
    assertThat(queue.offer("late")).isFalse();
    assertThat(queue.closeIfEmpty()).as("closed already").isTrue();
    assertThat(takeBefore(queue.end())).isEqualTo(events);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.offer("late")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK})
  void shouldCloseOnlyWhenItIsEmpty(int count) {
    List<Object> events = offered(count);
    if (count > 0) {
      assertThat(queue.closeIfEmpty()).isFalse();
      assertThat(queue.isClosed()).isFalse();
    }
    assertThat(takeAll()).isEqualTo(events);
    assertThat(queue.closeIfEmpty()).isTrue();
    assertThat(queue.isClosed()).isTrue();
    assertThat(queue.offer("late")).isFalse();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.end()).as("nothing was added").isEqualTo(count);
  }

  // -- several senders ----------------------------------------------------------------------------

  /** Offers until it is told to end, or refused; how many it got rid of. */
  private static CompletableFuture<Integer> sender(
      EventQueue to, int sender, int most, Predicate<Integer> goesOn) {
    return CompletableFuture.supplyAsync(
        () -> {
          int number = 0;
          while (number < most && goesOn.test(number) && to.offer(new Sent(sender, number))) {
            number++;
          }
          return number;
        },
        THREADS);
  }

  /** All that was accepted, once, and that of each sender in order. */
  private static void expectTaken(
      List<Object> taken, List<CompletableFuture<Integer>> senders, String what) {
    List<Integer> next = new ArrayList<>(Collections.nCopies(senders.size(), 0));
    for (Object event : taken) {
      Sent sent = (Sent) event;
      if (sent.number() != next.get(sent.sender())) {
        throw new AssertionError(what + ": " + sent + " instead of " + next.get(sent.sender()));
      }
      next.set(sent.sender(), sent.number() + 1);
    }
    assertThat(next)
        .as("%s: how many each has sent", what)
        .isEqualTo(senders.stream().map(Waiting::valueOf).toList());
  }

  private static List<CompletableFuture<Integer>> senders(EventQueue to, int count, int most) {
    return IntStream.range(0, count).mapToObj(i -> sender(to, i, most, number -> true)).toList();
  }

  @Test
  void shouldYieldTheEventsOfEachSenderInOrder() {
    int each = 50_000;
    List<CompletableFuture<Integer>> senders = senders(queue, 3, each);
    List<Object> taken = new ArrayList<>();
    while (taken.size() < 3 * each && !senders.stream().allMatch(CompletableFuture::isDone)) {
      taken.addAll(takeBefore(queue.end()));
    }
    taken.addAll(takeAll());
    expectTaken(taken, senders, "");
  }

  @Test
  void shouldTakeOrRefuseEachEventWhenItIsClosedUnderItsSenders() {
    for (int round = 0; round < 400; round++) {
      queue = new EventQueue();
      int atLeast = round % 3 * CHUNK; // about where a chunk ends
      List<CompletableFuture<Integer>> senders = senders(queue, 2, 5 * CHUNK);
      while (queue.end() < atLeast) {
        Thread.onSpinWait();
      }
      List<Object> taken = round % 2 == 0 ? new ArrayList<>() : takeBefore(queue.end());
      queue.close();
      long end = queue.end();
      taken.addAll(takeAll());
      expectTaken(taken, senders, "round " + round);
      assertThat(taken).as("round %d", round).hasSize((int) end);
      assertThat(takeAll()).isEmpty();
    }
  }

  @Test
  void shouldTakeOrRefuseEachEventWhenItIsClosedAtAMomentAtWhichItIsEmpty() {
    for (int round = 0; round < 1_000; round++) {
      queue = new EventQueue();
      offered(CHUNK - 2 + round % 4); // the close meets the border of a chunk, and each side of it
      takeAll();
      AtomicBoolean begun = new AtomicBoolean();
      List<CompletableFuture<Integer>> senders =
          IntStream.range(0, 2)
              .mapToObj(
                  i ->
                      sender(
                          queue,
                          i,
                          3,
                          number -> {
                            begun.set(true);
                            return true;
                          }))
              .toList();
      while (!begun.get()) {
        Thread.onSpinWait();
      }
      List<Object> taken = new ArrayList<>();
      do {
        taken.addAll(takeBefore(queue.end()));
      } while (!queue.closeIfEmpty());
      expectTaken(taken, senders, "round " + round);
      assertThat(queue.offer("late")).isFalse();
      assertThat(takeAll()).isEmpty();
    }
  }

  @Test
  void shouldTakeOrRefuseTheEventThatComesJustAsAFullChunkIsClosed() {
    int rounds = 3_000;
    AtomicReference<EventQueue> present = new AtomicReference<>();
    CompletableFuture<Integer> accepted =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              for (int round = 0; round < rounds; round++) {
                EventQueue now = present.get();
                while (now == null) {
                  Thread.onSpinWait();
                  now = present.get();
                }
                count += now.offer("event") ? 1 : 0;
                present.set(null); // has been there
              }
              return count;
            },
            THREADS);
    int taken = 0;
    for (int round = 0; round < rounds; round++) {
      queue = new EventQueue();
      for (int i = 0; i < CHUNK; i++) {
        queue.offer("before");
        queue.pollBefore(Long.MAX_VALUE);
      }
      present.set(queue);
      for (int spin = 0; spin < round % 50; spin++) {
        Thread.onSpinWait();
      }
      while (!queue.closeIfEmpty()) {
        taken += takeAll().size();
      }
      while (present.get() != null && !accepted.isCompletedExceptionally()) {
        Thread.onSpinWait();
      }
    }
    assertThat(taken).isEqualTo(Waiting.valueOf(accepted));
  }
}
