package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.eventloop.loop.BlockedLoop.Reason;
import io.eventloop.pool.Pools;
import io.eventloop.testing.Gate;
import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a loop says of itself: that it is stuck, and what keeps it alive. */
class WatchedLoopTest {
  private static final ActorTestKit KIT = ActorTestKit.create("watched-loop");

  private final BlockingQueue<BlockedLoop> blocked = new LinkedBlockingQueue<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private LoopSettings settings() {
    return LoopSettings.from(KIT.system().settings().config(), Pools.shared())
        .withBlockedLoopWarning(Optional.of(Duration.ofMillis(50)))
        .withListener(
            new LoopListener() {
              @Override
              public void blocked(BlockedLoop event) {
                blocked.add(event);
              }
            });
  }

  private static ActorRef<RuntimeActor.Command> spawn(
      LoopSettings settings, RuntimeActor.Main main) {
    return KIT.spawn(RuntimeActor.create(settings, main), RuntimeActor.dispatcher());
  }

  private BlockedLoop nextReport() throws InterruptedException {
    return blocked.poll(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void shouldReportACallbackThatHoldsTheLoopOnceAndWhileItDoes() throws InterruptedException {
    Gate gate = new Gate();
    CompletableFuture<Void> after = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> ref =
        spawn(
            settings(),
            registrar ->
                registrar.setTimeout(
                    () -> {
                      holdTheLoop(gate);
                      registrar.setTimeout(() -> after.complete(null), Duration.ofMillis(60));
                    },
                    Duration.ofMillis(1)));
    BlockedLoop report = nextReport();
    assertThat(report.reason()).isEqualTo(Reason.CALLBACK);
    assertThat(report.held()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    assertThat(report.threadName()).isEqualTo("eventloop");
    assertThat(report.stack()).extracting(StackTraceElement::getMethodName).contains("holdTheLoop");
    gate.open();
    Waiting.valueOf(after);
    assertThat(blocked).as("once, and not for an idle loop").isEmpty();
    KIT.stop(ref, Waiting.LIMIT);
  }

  private static void holdTheLoop(Gate gate) {
    try {
      gate.yielding("").call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldReportTicksThatQueueOneAnotherWithoutEnd() throws InterruptedException {
    AtomicBoolean enough = new AtomicBoolean();
    ActorRef<RuntimeActor.Command> ref =
        spawn(settings(), registrar -> tickUntil(registrar, enough));
    assertThat(nextReport().reason()).isEqualTo(Reason.TICKS);
    enough.set(true);
    KIT.stop(ref, Waiting.LIMIT);
  }

  private static void tickUntil(Registrar registrar, AtomicBoolean enough) {
    if (!enough.get()) {
      registrar.nextTick(() -> tickUntil(registrar, enough));
    }
  }

  private LoopSettings settingsWith(Consumer<BlockedLoop> listener) {
    return settings()
        .withListener(
            new LoopListener() {
              @Override
              public void blocked(BlockedLoop event) {
                blocked.add(event);
                listener.accept(event);
              }
            });
  }

  private static void blockTwice(Loop loop, Gate first, Gate second, Runnable then) {
    loop.setTimeout(
        () -> {
          holdTheLoop(first);
          loop.setTimeout(
              () -> {
                holdTheLoop(second);
                loop.setTimeout(then, Duration.ofMillis(1));
              },
              Duration.ofMillis(1));
        },
        Duration.ofMillis(1));
  }

  @Test
  void shouldGoOnWithTimersAndReportsAfterAListenerThatThrowsAnError() throws InterruptedException {
    Gate first = new Gate();
    Gate second = new Gate();
    CompletableFuture<Void> after = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> ref =
        spawn(
            settingsWith(
                event -> {
                  throw new AssertionError("expected");
                }),
            registrar ->
                blockTwice(new Loop(registrar), first, second, () -> after.complete(null)));
    assertThat(nextReport()).isNotNull();
    first.open();
    assertThat(nextReport()).isNotNull();
    second.open();
    Waiting.valueOf(after);
    KIT.stop(ref, Waiting.LIMIT);
  }

  @Test
  void shouldNotHoldUpTimersWithAListenerThatIsSlowNorKeepItsThread() throws InterruptedException {
    Gate first = new Gate();
    Gate listening = new Gate();
    CompletableFuture<Thread> teller = new CompletableFuture<>();
    CompletableFuture<Void> after = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> ref =
        spawn(
            settingsWith(
                event -> {
                  teller.complete(Thread.currentThread());
                  holdTheLoop(listening);
                }),
            registrar ->
                new Loop(registrar)
                    .setTimeout(
                        () -> {
                          holdTheLoop(first);
                          registrar.setTimeout(() -> after.complete(null), Duration.ofMillis(1));
                        },
                        Duration.ofMillis(1)));
    listening.awaitBegun(1);
    first.open();
    Waiting.valueOf(after); // while the listener has not returned
    assertThat(Waiting.valueOf(teller).isDaemon()).isTrue();
    assertThat(Waiting.valueOf(teller).isAlive()).isTrue();
    listening.open();
    Waiting.valueOf(teller).join(Waiting.LIMIT.toMillis());
    assertThat(Waiting.valueOf(teller).isAlive()).as("no thread is kept").isFalse();
    KIT.stop(ref, Waiting.LIMIT);
  }

  @Test
  void shouldRefuseALimitThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings().withBlockedLoopWarning(Optional.of(Duration.ZERO)))
        .withMessageStartingWith("blockedLoopWarning = PT0S");
    assertThatThrownBy(() -> LoopSettings.from(config("0ms"), Pools.own()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("eventloop.blocked-loop-warning")
        .hasMessageContaining("0ms")
        .hasMessageContaining("off is, or a duration of at least 1ms");
    assertThat(LoopSettings.from(config("off"), Pools.own()).blockedLoopWarning()).isEmpty();
  }

  private static Config config(String limit) {
    return ConfigFactory.parseString("eventloop.blocked-loop-warning = " + limit)
        .withFallback(ConfigFactory.load());
  }

  @Test
  void shouldListATimerWhileItsCallbackRunsAsNodeDoes() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              Runnable active =
                  () ->
                      log.accept(
                          loop.activeResources().stream().map(ActiveResource::type).toList() + "");
              loop.setInterval(
                  (interval, args) -> {
                    active.run();
                    loop.clearInterval(interval);
                    active.run();
                  },
                  5);
              loop.setTimeout(
                  (timer, args) -> {
                    active.run();
                    timer.unref();
                    active.run();
                    timer.ref().refresh();
                    active.run();
                    loop.clearTimeout(timer);
                    active.run();
                  },
                  10);
            });
    assertThat(run.lines())
        .containsExactly( // node: process.getActiveResourcesInfo(), at the same places
            "[Timeout, Timeout]", "[Timeout]", "[Timeout]", "[]", "[Timeout]", "[]");
  }

  @Test
  void shouldListWhatIsBeingClosedUntilItsCallbackRuns() {
    List<String> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> ref =
        spawn(
            settings().withTrackCallSites(true),
            registrar -> {
              Loop loop = new Loop(registrar);
              registrar.closing(
                  () -> {
                    seen.add(loop.activeResources().toString());
                    closed.complete(null);
                  });
              loop.activeResources().forEach(resource -> seen.add(resource.type()));
            });
    Waiting.valueOf(closed);
    assertThat(seen).containsExactly("close callback", "[]");
    KIT.stop(ref, Waiting.LIMIT);
  }

  @Test
  void shouldSayWhatKeepsItAliveAndWhereThatWasRegistered() {
    CompletableFuture<List<ActiveResource>> active = new CompletableFuture<>();
    Gate gate = new Gate();
    ActorRef<RuntimeActor.Command> ref =
        spawn(
            settings().withTrackCallSites(true),
            registrar -> {
              Loop loop = new Loop(registrar);
              loop.setTimeout(() -> {}, Duration.ofMinutes(1));
              loop.setTimeout(() -> {}, Duration.ofMinutes(1)).unref();
              loop.setImmediate(() -> {});
              loop.submit(TestRuntime.WORK, gate.yielding(1), (error, value) -> {});
              active.complete(loop.activeResources());
            });
    gate.open();
    assertThat(Waiting.valueOf(active))
        .extracting(ActiveResource::type)
        .containsExactly("work task", "Timeout", "Immediate");
    KIT.stop(ref, Waiting.LIMIT);
  }
}
