package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.eventloop.pool.Pools;
import io.eventloop.testing.Waiting;
import java.lang.Thread.State;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Where loops have their time from: in reality, and as {@code eventloop.clock} names it. */
class RealTimeClockTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final LoopClock clock = Clocks.of(KIT.system()).clock();
  private final List<String> rung = new CopyOnWriteArrayList<>();

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private LoopClock.Alarm alarm(String name, CountDownLatch latch) {
    return clock.alarm(
        () -> {
          rung.add(name);
          latch.countDown();
        });
  }

  @Test
  void shouldNotRingBeforeItsTime() {
    for (int i = 0; i < 20; i++) {
      CountDownLatch latch = new CountDownLatch(1);
      long at = clock.nowMillis() + 3;
      alarm("once", latch).set(at);
      Waiting.await(latch);
      assertThat(clock.nowMillis()).isGreaterThanOrEqualTo(at);
    }
    assertThat(rung).hasSize(20);
  }

  @Test
  void shouldRingInTheOrderOfTheirTimesWhateverOrderTheyAreSetIn() {
    CountDownLatch latch = new CountDownLatch(4);
    long now = clock.nowMillis();
    LoopClock.Alarm moved = alarm("moved", latch);
    moved.set(now + 1_000_000);
    alarm("late", latch).set(now + 60);
    alarm("early", latch).set(now + 20);
    alarm("past", latch).set(now - 5);
    moved.set(now + 40);
    Waiting.await(latch);
    assertThat(rung).containsExactly("past", "early", "moved", "late");
  }

  @Test
  void shouldNotRingWhenClearedAndRingAgainWhenSetAgain() {
    CountDownLatch cleared = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    LoopClock.Alarm alarm = alarm("cleared", cleared);
    alarm.set(clock.nowMillis() + 10);
    alarm.clear();
    alarm.clear();
    alarm("other", other).set(clock.nowMillis() + 20);
    Waiting.await(other);
    assertThat(rung).containsExactly("other");
    alarm.set(clock.nowMillis() + 1);
    Waiting.await(cleared);
    assertThat(rung).containsExactly("other", "cleared");
  }

  @Test
  void shouldRingOnWhateverAnAlarmThrowsAndWhoeverInterruptsItsThread() {
    CountDownLatch latch = new CountDownLatch(1);
    clock
        .alarm(
            () -> {
              Thread.currentThread().interrupt();
              throw new AssertionError("expected");
            })
        .set(0);
    alarm("after", latch).set(clock.nowMillis() + 5);
    Waiting.await(latch);
    assertThat(rung).containsExactly("after");
  }

  @Test
  void shouldBeSilentWhenNoAlarmIsSetAndEndWithItsSystem() {
    ActorTestKit kit = ActorTestKit.create("clock-ends");
    CountDownLatch latch = new CountDownLatch(1);
    Thread[] thread = new Thread[1];
    Clocks.of(kit.system())
        .clock()
        .alarm(
            () -> {
              thread[0] = Thread.currentThread();
              latch.countDown();
            })
        .set(0);
    Waiting.await(latch);
    assertThat(thread[0].isDaemon()).isTrue();
    kit.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(thread[0].getState()).as("waits without limit").isEqualTo(State.WAITING);
              return null;
            });
    kit.shutdownTestKit();
    KIT.createTestProbe()
        .awaitAssert(
            Waiting.LIMIT,
            () -> {
              assertThat(thread[0].isAlive()).isFalse();
              return null;
            });
  }

  /** One that a test might put in the place of ours. */
  public static final class StoppedClock implements LoopClock {
    /** As every clock that the configuration names. */
    public StoppedClock(ActorSystem<?> system) {}

    @Override
    public long nowMillis() {
      return 4711;
    }

    @Override
    public Alarm alarm(Runnable wake) {
      throw new UnsupportedOperationException("not in this test");
    }
  }

  private static ActorTestKit kitWithClock(String name) {
    return ActorTestKit.create(
        ConfigFactory.parseString("eventloop.clock = \"" + name + "\"")
            .withFallback(ConfigFactory.load()));
  }

  @Test
  void shouldBeTheOneThatTheConfigurationNames() {
    ActorTestKit kit = kitWithClock(StoppedClock.class.getName());
    assertThat(Clocks.of(kit.system()).clock().nowMillis()).isEqualTo(4711);
    assertThat(Clocks.of(kit.system())).isSameAs(Clocks.of(kit.system()));
    kit.shutdownTestKit();
  }

  @Test
  void shouldBeFoundByTheLoaderOfItsSystemWhereAThreadHasNone() throws InterruptedException {
    ActorTestKit kit = kitWithClock(StoppedClock.class.getName());
    CompletableFuture<LoopClock> found = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                LoopSettings.from(kit.system().settings().config(), Pools.own());
                found.complete(Clocks.of(kit.system()).clock());
              } catch (RuntimeException refused) {
                found.completeExceptionally(refused);
              }
            });
    thread.setContextClassLoader(null);
    thread.start();
    assertThat(Waiting.valueOf(found)).isInstanceOf(StoppedClock.class);
    thread.join();
    kit.shutdownTestKit();
  }

  @Test
  void shouldSayWhatIsAcceptedWhenTheConfigurationNamesNoClock() {
    for (String wrong : List.of("no.such.Clock", "java.lang.String")) {
      ActorTestKit kit = kitWithClock(wrong);
      assertThatThrownBy(() -> Clocks.of(kit.system()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("eventloop.clock")
          .hasMessageContaining(wrong + " is not accepted; real-time is");
      kit.shutdownTestKit();
    }
  }
}
