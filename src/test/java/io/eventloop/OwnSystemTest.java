package io.eventloop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.eventloop.pool.Pools;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program's own actor system: what it goes without, and how it ends. */
class OwnSystemTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private static Config withConfig(String more) {
    return ConfigFactory.parseString(more).withFallback(ConfigFactory.load()).resolve();
  }

  @Test
  void shouldSufficeForAProgramWithADefaultConfiguration() {
    assertThat(OwnSystem.suffices(RuntimeSettings.load())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pekko.actor.provider = cluster",
        "pekko.extensions = [somebodys]",
        "pekko.library-extensions += somebodys",
        "pekko.actor.typed.extensions = [somebodys]",
        "pekko.actor.typed.library-extensions += somebodys",
        "pekko.coordinated-shutdown.exit-jvm = on",
        "pekko.coordinated-shutdown.run-by-actor-system-terminate = off"
      })
  void shouldNotSufficeWhereOthersHaveAPartInIt(String setting) {
    assertThat(OwnSystem.suffices(RuntimeSettings.from(withConfig(setting)))).isFalse();
  }

  @Test
  void shouldNotSufficeForAPoolThatTheSystemHasToClose() {
    assertThat(OwnSystem.suffices(RuntimeSettings.load().withPool(Pools.shared()))).isFalse();
  }

  @Test
  void shouldEndAllThreadsOfTheSystemAfterTheProgram() throws InterruptedException {
    CompletableFuture<List<Thread>> threads = new CompletableFuture<>();
    NodeRuntime.run(
        loop ->
            loop.setTimeout(
                () -> {
                  assertThat(Thread.currentThread().isDaemon()).isTrue();
                  threads.complete(
                      Thread.getAllStackTraces().keySet().stream()
                          .filter(thread -> thread.getName().startsWith("eventloop-"))
                          .toList());
                },
                Duration.ofMillis(1)));
    assertThat(Waiting.valueOf(threads)).hasSizeGreaterThan(1);
    for (Thread thread : Waiting.valueOf(threads)) {
      thread.join(Waiting.LIMIT.toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  /** Has something to do when its system shuts down. */
  public static final class Somebodys extends ExtensionId<Somebodys> implements Extension {
    static final AtomicBoolean HAS_ENDED = new AtomicBoolean();

    /** For Pekko, which finds it by name. */
    public static Somebodys getInstance() {
      return new Somebodys();
    }

    @Override
    public Somebodys createExtension(ActorSystem<?> system) {
      CoordinatedShutdown.get(system)
          .addTask(
              CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
              "somebodys",
              () ->
                  CompletableFuture.supplyAsync(
                      () -> {
                        HAS_ENDED.set(true);
                        return Done.getInstance();
                      }));
      return this;
    }
  }

  @Test
  void shouldWaitForTheEndOfASystemWithAnExtension() {
    String name = Somebodys.class.getName();
    RuntimeSettings settings =
        RuntimeSettings.from(withConfig("pekko.actor.typed.extensions = [\"" + name + "\"]"));
    NodeRuntime.run(settings, loop -> {});
    assertThat(Somebodys.HAS_ENDED).isTrue();
  }

  @Test
  void shouldEndTheProgramInOrderWhenItsCallerIsInterrupted() {
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                NodeRuntime.run(
                    loop -> {
                      loop.onExit(exit::complete);
                      loop.setTimeout(() -> {}, LONG);
                      caller.interrupt();
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Waiting.valueOf(exit)).isZero();
  }

  /** A program whose task does not come back. */
  static final class Deaf {
    public static void main(String[] args) {
      Gate gate = new Gate();
      int code =
          NodeRuntime.run(
              RuntimeSettings.load()
                  .withPoolSettings(
                      RuntimeSettings.load()
                          .loop()
                          .poolSettings()
                          .withShutdownGrace(Duration.ofMillis(20))),
              loop -> {
                loop.submit(TestRuntime.WORK, gate.deaf(""), (error, value) -> {});
                loop.execute(
                    () -> {
                      gate.awaitBegun(1);
                      loop.exit(3);
                    });
              });
      System.out.println("code " + code);
    }
  }

  @Test
  void shouldNotKeepTheProcessForATaskThatHeedsNothing() throws Exception {
    Process process = start(Deaf.class);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("code 3");
      assertThat(process.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** A program that ends when it is told. */
  static final class Endless {
    public static void main(String[] args) {
      NodeRuntime.run(
          loop -> {
            loop.onExit(code -> System.out.println("exit handler"));
            loop.setTimeout(() -> {}, LONG);
            loop.setImmediate(() -> System.out.println("ready"));
          });
    }
  }

  @Test
  void shouldEndTheProgramInOrderWithItsProcess() throws Exception {
    Process process = start(Endless.class);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      process.toHandle().destroy(); // by a signal; its output stays open
      assertThat(Optional.ofNullable(out.readLine())).contains("exit handler");
      assertThat(process.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Class<?> program) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            program.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
