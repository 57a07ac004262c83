package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.LoopSettings;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.StopReport;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.PoolSettings;
import io.eventloop.pool.PoolSettings.WhenFull;
import io.eventloop.pool.Pools;
import io.eventloop.pool.TaskRejectedException;
import io.eventloop.testing.Gate;
import io.eventloop.testing.TestRuntime;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a call comes to its end, the process does not keep its file. */
class FsDescriptorsTest {
  private static final ActorTestKit KIT = ActorTestKit.create("fs-descriptors");

  @TempDir Path directory;

  private Path file;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(directory.resolve("f"), new byte[100_000]).toRealPath();
  }

  /** The module on a loop in the test kit's system. */
  private record Running(ActorRef<RuntimeActor.Command> ref, Registrar registrar, Fs fs) {
    static Running with(PoolSettings pool) {
      CompletableFuture<Registrar> started = new CompletableFuture<>();
      LoopSettings settings =
          LoopSettings.from(KIT.system().settings().config(), Pools.own()).withPoolSettings(pool);
      ActorRef<RuntimeActor.Command> ref =
          KIT.spawn(RuntimeActor.create(settings, started::complete), RuntimeActor.dispatcher());
      Registrar registrar = Waiting.valueOf(started);
      return new Running(ref, registrar, new Fs(registrar));
    }

    static Running withPoolOf(int size) {
      return with(TestRuntime.poolOf(KIT, size));
    }

    /** What the call's callback gets. */
    <T> CompletableFuture<Outcome<T>> begin(Consumer<Callback<T>> call) {
      CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
      registrar.execute(
          () ->
              call.accept(
                  (error, value) ->
                      answer.complete(
                          error == null ? Outcome.success(value) : Outcome.failure(error))));
      return answer;
    }

    void stop(boolean force) {
      TestProbe<StopReport> probe = KIT.createTestProbe(StopReport.class);
      ref.tell(new RuntimeActor.Stop(probe.ref(), force));
      probe.receiveMessage(Waiting.LIMIT);
    }
  }

  @Test
  void shouldCloseADirectoryBeforeTheCallbackHearsThatItIsOne() {
    Running running = Running.withPoolOf(1);
    CompletableFuture<Long> open = new CompletableFuture<>();
    Path directoryItself = file.getParent();
    CompletableFuture<Outcome<String>> answer =
        running.begin(
            callback ->
                running.fs.readFile(
                    directoryItself.toString(),
                    (error, text) -> {
                      open.complete(Descriptors.of(directoryItself));
                      callback.call(error, text);
                    }));
    assertThat(((SystemException) Waiting.valueOf(answer).error()).code()).isEqualTo("EISDIR");
    assertThat(Waiting.valueOf(open)).isZero();
    running.stop(false);
  }

  @Test
  void shouldCloseWhatIsGivenUpOnceTheReadUnderWayHasEnded() throws Exception {
    Path pipe = Descriptors.pipeBeside(file);
    Running running = Running.withPoolOf(1);
    AbortController controller = new AbortController();
    CompletableFuture<Outcome<String>> answer =
        running.begin(
            callback -> running.fs.readFile(pipe.toString(), controller.signal(), callback));
    try (OutputStream writer = Files.newOutputStream(pipe)) {
      Descriptors.awaitThreadIn("read");
      CompletableFuture<Void> aborted = new CompletableFuture<>();
      running.registrar.execute(
          () -> {
            controller.abort();
            aborted.complete(null);
          });
      Waiting.valueOf(aborted);
      assertThat(answer).as("answered while the file is being read").isNotDone();
      writer.write('1');
    }
    assertThat(Waiting.valueOf(answer).error()).hasMessage("The operation was aborted");
    assertThat(Descriptors.of(pipe)).isZero();
    running.stop(false);
  }

  @Test
  void shouldReadAPipeToItsEnd() throws Exception {
    Path pipe = Descriptors.pipeBeside(file);
    Running running = Running.withPoolOf(1);
    CompletableFuture<Outcome<byte[]>> answer =
        running.begin(callback -> running.fs.readFileBytes(pipe.toString(), callback));
    byte[] content = new byte[300_000];
    content[299_999] = 1;
    try (OutputStream writer = Files.newOutputStream(pipe)) {
      writer.write(content);
    }
    assertThat(Waiting.valueOf(answer).valueOrNull()).isEqualTo(content);
    assertThat(Descriptors.of(pipe)).isZero();
    running.stop(false);
  }

  private static void callAll(EventLoop loop, String path, Path written) {
    for (int i = 0; i < 10; i++) {
      loop.fs().readFile(path, (error, text) -> {});
      loop.fs().readFileBytes(path).catchAccept(error -> {});
      loop.fs().writeFile(written.toString(), new byte[1_000_000], (error, nothing) -> {});
      loop.fs().writeFile(written.toString(), new byte[1_000_000]).catchAccept(error -> {});
    }
  }

  private static void afterTurns(EventLoop loop, int turns, Runnable what) {
    loop.setImmediate(turns == 0 ? what : () -> afterTurns(loop, turns - 1, what));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 10, 30, 100, 300})
  void shouldCloseWhatIsOpenWhenTheProgramExitsOrThrows(int turns) throws InterruptedException {
    Path written = file.resolveSibling("written");
    for (boolean exits : new boolean[] {true, false}) {
      NodeRuntime.run(
          RuntimeSettings.load().withPoolSize(2),
          loop -> {
            callAll(loop, file.toString(), written);
            afterTurns(
                loop,
                turns,
                () -> {
                  if (exits) {
                    loop.exit(3);
                  }
                  throw new IllegalStateException("the end");
                });
          });
      Descriptors.awaitClosed(file);
      Descriptors.awaitClosed(written);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldCloseWhatIsOpenWhenTheProgramExitsBetweenTwoTrips(boolean promised)
      throws InterruptedException {
    NodeRuntime.run(
        RuntimeSettings.load().withPoolSize(1),
        loop -> {
          loop.onUncaughtException((error, origin) -> {});
          // the tick of a callback that throws runs after the next one: that of the open
          loop.fs()
              .stat(
                  "/",
                  (error, stats) -> {
                    loop.nextTick(() -> loop.exit(3));
                    throw new IllegalStateException("in stat");
                  });
          if (promised) {
            loop.fs().readFile(file.toString()).catchAccept(error -> {});
          } else {
            loop.fs().readFile(file.toString(), (error, text) -> {});
          }
          // the second task: both are answered in one turn
          Waiting.until("the file is open", () -> Descriptors.of(file) > 0);
        });
    Descriptors.awaitClosed(file);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldCloseWhatIsBeingReadWhenTheLoopIsStopped(boolean forced) throws Exception {
    Path pipe = Descriptors.pipeBeside(file);
    PoolSettings pool = TestRuntime.poolOf(KIT, 1).withShutdownGrace(Duration.ofMillis(100));
    Running running = Running.with(pool);
    running.begin(callback -> running.fs.readFile(pipe.toString(), callback));
    try (OutputStream writer = Files.newOutputStream(pipe)) {
      writer.write('1');
      running.stop(forced);
    }
    Descriptors.awaitClosed(pipe);
  }

  @Test
  void shouldCloseWhatIsOpenedWhenTheLoopHasEnded() throws Exception {
    Path pipe = Descriptors.pipeBeside(file);
    Running running = Running.with(TestRuntime.poolOf(KIT, 1));
    running.begin(callback -> running.fs.readFile(pipe.toString(), callback));
    Descriptors.awaitThreadIn("open"); // which waits for somebody who writes
    TestProbe<StopReport> probe = KIT.createTestProbe(StopReport.class);
    running.ref.tell(new RuntimeActor.Stop(probe.ref(), true));
    probe.receiveMessage(Waiting.LIMIT);
    Files.newOutputStream(pipe).close();
    Descriptors.awaitClosed(pipe);
  }

  @Test
  void shouldCloseWhatIsOpenWhenThePoolRefusesTheNextTrip() throws Exception {
    Path pipe = Descriptors.pipeBeside(file);
    Running running = Running.with(TestRuntime.poolOf(KIT, 1).withMaxQueued(1, WhenFull.REJECT));
    CompletableFuture<Outcome<String>> answer =
        running.begin(callback -> running.fs.readFile(pipe.toString(), callback));
    Gate gate = new Gate();
    running.registrar.execute(
        () -> {
          submit(running, gate);
          try {
            Files.newOutputStream(pipe).close(); // the trip ends, while the loop is here
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          gate.awaitBegun(1);
          submit(running, gate);
        });
    assertThat(Waiting.valueOf(answer).error()).isInstanceOf(TaskRejectedException.class);
    assertThat(Descriptors.of(pipe)).isZero();
    gate.open();
    running.stop(false);
  }

  private static void submit(Running running, Gate gate) {
    running.registrar.submit(
        TestRuntime.WORK, gate.yielding(1), CallOptions.DEFAULT, (error, value) -> {});
  }

  static Stream<Object> deaths() {
    return Stream.of(PoisonPill.getInstance(), Kill.getInstance());
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void shouldCloseWhatIsOpenWhenWorkersDie(Object death) throws InterruptedException {
    Running running = Running.withPoolOf(2);
    Path written = file.resolveSibling("written");
    List<CompletableFuture<? extends Outcome<?>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          running.<byte[]>begin(callback -> running.fs.readFileBytes(file.toString(), callback)));
      answers.add(
          running.<Void>begin(
              callback -> running.fs.writeFile(written.toString(), "text", callback)));
      if (i % 10 == 0) {
        Adapter.toClassic(KIT.system())
            .actorSelection(running.ref.path().child("pool" + i / 10 % 2))
            .tell(death, org.apache.pekko.actor.ActorRef.noSender());
      }
    }
    answers.forEach(Waiting::valueOf);
    Descriptors.awaitClosed(file);
    Descriptors.awaitClosed(written);
    running.stop(false);
  }
}
