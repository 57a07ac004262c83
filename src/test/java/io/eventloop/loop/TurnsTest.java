package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pool;
import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loop without its actor: the test is its thread, and sees the messages that it tells itself. */
class TurnsTest {
  private static final TaskKind WORK = TaskKind.of("work");
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "turns",
          ConfigFactory.parseString("eventloop.clock = \"" + AlarmProbe.class.getName() + '"')
              .withFallback(ConfigFactory.load()));

  private final TestInbox<Object> mailbox = TestInbox.create();
  private LoopEngine loop;

  /** Time that passes when the test says so, and a count of the alarms that were set. */
  public static final class AlarmProbe implements LoopClock {
    private static final AtomicLong NOW = new AtomicLong();
    private static final AtomicInteger TIMES_SET = new AtomicInteger();
    private static final Map<Alarm, Long> SET = new ConcurrentHashMap<>();
    private static final Map<Alarm, Runnable> WAKES = new ConcurrentHashMap<>();

    /** As every clock that the configuration names. */
    public AlarmProbe(ActorSystem<?> system) {}

    static void reset() {
      SET.clear();
      TIMES_SET.set(0);
    }

    /** Lets time pass until an alarm goes off; false if none is set. */
    static boolean ring() {
      Map.Entry<Alarm, Long> first =
          SET.entrySet().stream().min(Map.Entry.comparingByValue()).orElse(null);
      if (first == null) {
        return false;
      }
      SET.remove(first.getKey());
      NOW.accumulateAndGet(first.getValue(), Math::max);
      WAKES.get(first.getKey()).run();
      return true;
    }

    @Override
    public long nowMillis() {
      return NOW.get();
    }

    @Override
    public Alarm alarm(Runnable wake) {
      Alarm made =
          new Alarm() {
            @Override
            public void set(long atMillis) {
              TIMES_SET.incrementAndGet();
              SET.put(this, atMillis);
            }

            @Override
            public void clear() {
              SET.remove(this);
            }
          };
      WAKES.put(made, wake);
      return made;
    }
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void reset() {
    AlarmProbe.reset();
  }

  private void start(int budget) {
    LoopSettings settings =
        LoopSettings.from(KIT.system().settings().config(), Pools.named("turns", 1))
            .withMaxCallbacksPerTurn(budget);
    Pool ofOne =
        Pools.get(KIT.system()).find(settings.pool(), settings.poolSettings()).orElseThrow();
    loop = new LoopEngine(settings, mailbox.getRef(), Clocks.of(KIT.system()), ofOne, 0, false);
    loop.turns().start(registrar -> {});
  }

  /** As the actor deals with its messages. */
  private void receive(Object message) {
    Turns turns = loop.turns();
    if (message instanceof ThreadpoolResult result) {
      turns.woken();
      turns.turn(() -> turns.settle(result.threadId(), result.callbackId(), result.outcome()));
    } else if (message == Signal.QUEUES) {
      turns.woken();
      turns.turn(null);
    } else if (message == Signal.GO_ON) {
      turns.goOn();
    } else if (message == RuntimeActor.Timeout.INSTANCE) {
      turns.turn(turns::alarmRang);
    } else {
      turns.turn(() -> turns.run(((RuntimeActor.Execute) message).work()));
    }
  }

  private boolean receiveNext() {
    boolean any = mailbox.hasMessages();
    if (any) {
      receive(mailbox.receiveMessage());
    }
    return any;
  }

  private void receiveAll() {
    for (int messages = 0; receiveNext(); messages++) {
      assertThat(messages).as("messages for nothing").isLessThan(100);
    }
  }

  private void execute(Runnable work) {
    receive(new RuntimeActor.Execute(work));
  }

  // -- messages -----------------------------------------------------------------------------------

  @ParameterizedTest(name = "{0} callbacks a turn")
  @ValueSource(ints = {1, 2, 10})
  void shouldHaveOneMessageUnderWayToGoOnHoweverManyMessagesComeWhileItIsNeverIdle(int budget) {
    start(budget);
    AtomicInteger immediates = new AtomicInteger();
    execute(() -> again(immediates));
    AtomicInteger executed = new AtomicInteger();
    for (int i = 0; i < 3_000; i++) {
      execute(executed::incrementAndGet);
    }
    assertThat(mailbox.getAllReceived()).containsExactly(Signal.GO_ON);
    receive(Signal.GO_ON);
    assertThat(mailbox.getAllReceived()).containsExactly(Signal.GO_ON);
    int before = immediates.get();
    while (executed.get() < 3_000) {
      receive(Signal.GO_ON);
      mailbox.receiveMessage();
    }
    assertThat(immediates).as("none starves the other").hasValueGreaterThanOrEqualTo(before);
    assertThat(mailbox.hasMessages()).isFalse();
  }

  private void again(AtomicInteger count) {
    count.incrementAndGet();
    loop.addImmediate().calling(() -> again(count));
  }

  @Test
  void shouldTellItselfNothingWhileItIsIdle() {
    start(10);
    execute(() -> {});
    execute(() -> loop.nextTick(() -> {}));
    assertThat(mailbox.hasMessages()).isFalse();
    assertThat(AlarmProbe.TIMES_SET).hasValue(0);
  }

  // -- results ------------------------------------------------------------------------------------

  /** Tasks of a pool of one that end one by one, when the test lets them. */
  private final class Replay {
    private static final int TASKS = 40;
    private final Random random;
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final List<Integer> called = new ArrayList<>();
    private int ended;

    Replay(long seed) {
      random = new Random(seed);
    }

    void run() {
      start(2);
      execute(() -> IntStream.rangeClosed(0, TASKS).forEach(this::submit)); // and one for the end
      acquire(begun);
      for (int step = 0; called.size() < TASKS; step++) {
        assertThat(step).as("messages for nothing").isLessThan(10_000);
        int dice = random.nextInt(4);
        if (dice == 0 && ended < TASKS) {
          endNext();
        } else if (dice == 1 && ended < TASKS) {
          mailbox.getRef().tell(new RuntimeActor.Execute(this::ticks));
        } else if (!receiveNext()) {
          assertThat(ended).as("answers that nobody has told the loop of").isLessThan(TASKS);
          endNext();
        }
      }
      assertThat(called).isEqualTo(IntStream.range(0, TASKS).boxed().toList());
    }

    void end() {
      mayEnd.release(TASKS + 1);
      loop.terminate();
    }

    private void submit(int number) {
      loop.submit(
          WORK,
          () -> {
            begun.release();
            acquire(mayEnd);
            return number;
          },
          CallOptions.DEFAULT,
          (error, value) -> {
            called.add(value);
            ticks();
          });
    }

    /** More or less than the budget of a turn. */
    private void ticks() {
      for (int left = random.nextInt(4); left > 0; left--) {
        loop.nextTick(() -> {});
      }
    }

    /** By the time that the next has begun, the loop has the answer. */
    private void endNext() {
      ended++;
      mayEnd.release();
      acquire(begun);
    }
  }

  private static void acquire(Semaphore semaphore) {
    try {
      assertThat(semaphore.tryAcquire(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldCallBackInTheOrderOfCompletionWhateverComesBetween() {
    for (long seed = 0; seed < 40; seed++) {
      Replay replay = new Replay(seed);
      try {
        replay.run();
      } catch (AssertionError failed) {
        throw new AssertionError("seed " + seed, failed);
      } finally {
        replay.end();
      }
      mailbox.getAllReceived();
    }
  }

  // -- alarms -------------------------------------------------------------------------------------

  private void receiveUntilCalled(List<?> called, int times) {
    long limit = System.nanoTime() + Waiting.LIMIT.toNanos();
    while (called.size() < times) {
      assertThat(System.nanoTime()).as("%d of %d", called.size(), times).isLessThan(limit);
      receiveNext();
    }
  }

  @Test
  void shouldRingAtMostOnceForADeadlineThatWasKept() {
    start(10);
    List<Integer> called = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      int value = round;
      execute(
          () ->
              loop.submit(
                  WORK,
                  () -> value,
                  CallOptions.deadline(Duration.ofSeconds(value)),
                  (error, result) -> called.add(result)));
      receiveUntilCalled(called, round);
    }
    assertThat(called).containsExactly(1, 2, 3);
    int set = AlarmProbe.TIMES_SET.get();
    int rung = 0;
    while (AlarmProbe.ring()) {
      rung++;
      assertThat(rung).as("alarms for nothing").isLessThanOrEqualTo(3);
      receiveAll();
    }
    assertThat(AlarmProbe.TIMES_SET.get() - set).as("alarms set").isLessThanOrEqualTo(3);
    assertThat(loop.calls().nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldRingOnceForADeadlineThatIsPast() {
    start(10);
    List<Throwable> errors = new ArrayList<>();
    Semaphore mayEnd = new Semaphore(0);
    List<TaskHandle<String>> handles = new ArrayList<>();
    execute(
        () ->
            handles.add(
                loop.submit(
                    WORK,
                    () -> {
                      mayEnd.acquireUninterruptibly();
                      return "late";
                    },
                    CallOptions.deadline(Duration.ofSeconds(1)).uninterruptible(),
                    (error, result) -> errors.add(error))));
    assertThat(AlarmProbe.TIMES_SET).hasValue(1);
    assertThat(AlarmProbe.ring()).isTrue();
    receiveAll();
    mayEnd.release();
    assertThat(handles).allMatch(TaskHandle::isDone);
    assertThat(errors).hasSize(1);
    assertThat(AlarmProbe.ring()).as("a second alarm").isFalse();
    assertThat(Collections.frequency(mailbox.getAllReceived(), RuntimeActor.Timeout.INSTANCE))
        .isZero();
  }
}
