package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.LoopSettings;
import io.eventloop.loop.LoopStats;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.loop.StopReport;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.Pools;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A loop that is told to stop while a file is read or written: the call goes on to its end. A pipe,
 * which is opened when somebody is at its other end, keeps it at its first trip until then.
 */
class FsStopTest {
  private static final ActorTestKit KIT = ActorTestKit.create("fs-stop");
  private static final int SIZE = 3_000_000;

  @TempDir Path directory;

  private final TestProbe<StopReport> stopped = KIT.createTestProbe(StopReport.class);
  private final CompletableFuture<Object> answer = new CompletableFuture<>();
  private final CompletableFuture<Throwable> refused = new CompletableFuture<>();
  private Path pipe;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void makePipe() throws IOException, InterruptedException {
    pipe = Descriptors.pipeBeside(directory.resolve("f"));
  }

  static Stream<Pools.Source> pools() {
    return Stream.of(Pools.own(), Pools.shared());
  }

  private interface Call {
    void begin(Fs fs, String path);
  }

  /** Tells the loop to stop in the first trip of the call. */
  private ActorRef<RuntimeActor.Command> stopIn(Call call, Pools.Source pool, Duration grace) {
    LoopSettings settings =
        LoopSettings.from(KIT.system().settings().config(), pool)
            .withPoolSettings(TestRuntime.poolOf(KIT, 2).withShutdownGrace(grace));
    CompletableFuture<Registrar> loop = new CompletableFuture<>();
    ActorRef<RuntimeActor.Command> ref =
        KIT.spawn(
            RuntimeActor.create(
                settings,
                registrar -> {
                  call.begin(new Fs(registrar), pipe.toString());
                  answer.whenComplete((value, error) -> submitOneMore(registrar));
                  loop.complete(registrar);
                }),
            RuntimeActor.dispatcher());
    Waiting.valueOf(loop);
    Descriptors.awaitThreadIn("open");
    ref.tell(new RuntimeActor.Stop(stopped.ref()));
    TestProbe<LoopStats> told = KIT.createTestProbe(LoopStats.class);
    ref.tell(new RuntimeActor.GetStats(told.ref()));
    told.receiveMessage(Waiting.LIMIT);
    return ref;
  }

  /** Of another call, which is begun too late. */
  private void submitOneMore(Registrar registrar) {
    registrar.submit(
        TestRuntime.WORK, () -> 1, CallOptions.DEFAULT, (error, one) -> refused.complete(error));
  }

  private void assertEnded(ActorRef<RuntimeActor.Command> ref) {
    assertThat(Waiting.valueOf(refused)).isInstanceOf(RuntimeTerminatedException.class);
    stopped.receiveMessage(Waiting.LIMIT);
    KIT.createTestProbe().expectTerminated(ref, Waiting.LIMIT);
    Descriptors.awaitClosed(pipe);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void shouldReadToTheEnd(Pools.Source pool) throws IOException {
    ActorRef<RuntimeActor.Command> ref =
        stopIn(
            (fs, path) -> fs.readFileBytes(path, (error, bytes) -> answer.complete(bytes.length)),
            pool,
            Waiting.LIMIT);
    Files.write(pipe, new byte[SIZE]);
    assertThat(Waiting.valueOf(answer)).isEqualTo(SIZE);
    assertEnded(ref);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void shouldWriteToTheEnd(Pools.Source pool) throws IOException {
    ActorRef<RuntimeActor.Command> ref =
        stopIn(
            (fs, path) -> fs.writeFile(path, new byte[SIZE]).then(() -> answer.complete("written")),
            pool,
            Waiting.LIMIT);
    assertThat(Files.readAllBytes(pipe)).hasSize(SIZE);
    assertThat(Waiting.valueOf(answer)).isEqualTo("written");
    assertEnded(ref);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void shouldNotWaitLongerThanRunningTasksHaveToEnd(Pools.Source pool) throws IOException {
    ActorRef<RuntimeActor.Command> ref =
        stopIn(
            (fs, path) -> fs.readFileBytes(path, (error, bytes) -> {}),
            pool,
            Duration.ofMillis(100));
    stopped.receiveMessage(Waiting.LIMIT);
    Files.newOutputStream(pipe).close(); // the worker comes back
    KIT.createTestProbe().expectTerminated(ref, Waiting.LIMIT);
    Descriptors.awaitClosed(pipe);
  }
}
