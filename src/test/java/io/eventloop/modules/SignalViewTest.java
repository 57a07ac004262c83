package io.eventloop.modules;

import static io.eventloop.modules.Calls.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortException;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.modules.crypto.Crypto;
import io.eventloop.modules.fs.FileHandle;
import io.eventloop.modules.fs.Fs;
import io.eventloop.modules.fs.MkdirOptions;
import io.eventloop.modules.fs.ReaddirOptions;
import io.eventloop.modules.http.Http;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.value.NodeError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of the modules whose every call a signal calls off. */
class SignalViewTest {
  @TempDir Path directory;

  private final List<Object> seen = new ArrayList<>();

  private static final List<BiFunction<Fs, String, Promise<?>>> FS_CALLS =
      List.of(
          (fs, path) -> fs.stat(path),
          (fs, path) -> fs.lstat(path),
          (fs, path) -> fs.access(path),
          (fs, path) -> fs.unlink(path),
          (fs, path) -> fs.rename(path, path + "2"),
          (fs, path) -> fs.readdir(path),
          (fs, path) -> fs.mkdir(path),
          (fs, path) -> fs.mkdir(path, MkdirOptions.DEFAULT),
          (fs, path) -> fs.rmdir(path),
          (fs, path) -> fs.open(path, "w"),
          (fs, path) -> fs.copyFile(path, path + "2"),
          (fs, path) -> fs.symlink(path, path + "2"),
          (fs, path) -> fs.readlink(path),
          (fs, path) -> fs.realpath(path),
          (fs, path) -> fs.mkdtemp(path),
          (fs, path) -> fs.rm(path),
          (fs, path) -> fs.utimes(path, Instant.EPOCH, Instant.EPOCH),
          (fs, path) -> fs.readdirWithFileTypes(path, ReaddirOptions.DEFAULT));

  /** To which Node's functions a signal can be given. */
  private static final List<BiFunction<Fs, String, Promise<?>>> FILE_CALLS =
      List.of(
          (fs, path) -> fs.readFile(path),
          (fs, path) -> fs.readFileBytes(path),
          (fs, path) -> fs.readFile(path, new AbortController().signal()),
          (fs, path) -> fs.writeFile(path, "text"),
          (fs, path) -> fs.writeFile(path, new byte[1]),
          (fs, path) -> fs.writeFile(path, "text", "a"),
          (fs, path) -> fs.writeFile(path, "text", new AbortController().signal()));

  private static final List<Function<Crypto, Promise<?>>> CRYPTO_CALLS =
      List.of(
          crypto -> crypto.pbkdf2("a", "b", 1, 8, "sha1"),
          crypto -> crypto.pbkdf2(new byte[1], new byte[1], 1, 8, "sha1"),
          crypto -> crypto.randomBytes(8),
          crypto -> crypto.randomFill(new byte[8]),
          crypto -> crypto.randomFill(new byte[8], 1, 2));

  private String path() {
    return directory.resolve("file").toString();
  }

  private void note(Promise<?> promise) {
    promise.then(value -> seen.add("WRONG: fulfilled")).catchError(error -> seen.add(error));
  }

  private void assertAllAborted(int count) {
    assertAborted(count);
    assertThat(directory).isEmptyDirectory();
  }

  private void assertAborted(int count) {
    assertThat(seen)
        .hasSize(count)
        .allSatisfy(
            error -> {
              assertThat(error).isInstanceOf(AbortException.class);
              assertThat(((NodeError) error).name()).isEqualTo("AbortError");
              assertThat(((NodeError) error).code()).isEqualTo("ABORT_ERR");
              assertThat((Throwable) error).hasMessage("The operation was aborted");
            });
  }

  /** Each call on the view, and how many there are. */
  private int callAll(EventLoop loop, AbortController controller) {
    Fs fs = loop.fs().withSignal(controller.signal());
    FS_CALLS.forEach(call -> note(call.apply(fs, path())));
    Crypto crypto = loop.crypto().withSignal(controller.signal());
    CRYPTO_CALLS.forEach(call -> note(call.apply(crypto)));
    return FS_CALLS.size() + CRYPTO_CALLS.size();
  }

  @Test
  void shouldNotBeginWhatWaitsForAThreadWhenTheSignalIsAborted() {
    int[] count = {0};
    Gate gate = new Gate();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              loop.submit(TaskKind.of("busy"), gate.yielding(1), (error, value) -> {});
              AbortController controller = new AbortController();
              count[0] = callAll(loop, controller);
              controller.abort();
              gate.open();
            });
    assertThat(exitCode).isZero();
    assertAllAborted(count[0]);
  }

  @Test
  void shouldAnswerAfterTheCallWhenTheSignalIsAbortedAlready() {
    int[] count = {0};
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              AbortController controller = new AbortController();
              controller.abort("enough");
              count[0] = callAll(loop, controller) + 1;
              loop.fs()
                  .withSignal(controller.signal())
                  .stat(path(), (error, stats) -> seen.add(error));
              assertThat(seen).isEmpty();
            });
    assertThat(exitCode).isZero();
    assertAllAborted(count[0]);
    assertThat(seen).allSatisfy(e -> assertThat((Throwable) e).hasRootCauseMessage("enough"));
  }

  /** Node 20.20: the file is there, and empty; the callback gets an AbortError. */
  @Test
  void shouldHaveAFileCallAskTheSignalBetweenItsTripsAsIfItHadBeenGivenIt() throws IOException {
    Files.writeString(directory.resolve("file"), "text");
    Gate gate = new Gate();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              loop.submit(TaskKind.of("busy"), gate.yielding(1), (error, value) -> {});
              AbortController controller = new AbortController();
              Fs fs = loop.fs().withSignal(controller.signal());
              FILE_CALLS.forEach(call -> note(call.apply(fs, path())));
              fs.writeFile(
                  directory.resolve("made").toString(),
                  "text",
                  (error, nothing) -> seen.add(error));
              controller.abort();
              gate.open();
            });
    assertThat(exitCode).isZero();
    assertAborted(FILE_CALLS.size() + 1);
    assertThat(directory.resolve("made")).isEmptyFile();
    assertThat(directory.resolve("file")).isEmptyFile();
  }

  @Test
  void shouldAnswerAFileCallAtOnceWhenTheSignalIsAbortedAlready() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              AbortController controller = new AbortController();
              controller.abort("enough");
              Fs fs = loop.fs().withSignal(controller.signal());
              fs.readFile(path(), (error, text) -> seen.add(error));
              fs.writeFile(path(), "text", (error, nothing) -> seen.add(error));
              assertThat(seen).hasSize(2);
              FILE_CALLS.forEach(call -> note(call.apply(fs, path())));
            });
    assertThat(exitCode).isZero();
    assertAborted(FILE_CALLS.size() + 2);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldRefuseToReadAtTheSignalOfAnotherLoop() {
    List<AbortController> others = new ArrayList<>();
    NodeRuntime.run(SETTINGS, loop -> others.add(new AbortController()));
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              AbortSignal theirs = others.get(0).signal();
              assertThatThrownBy(() -> loop.fs().readFile(path(), theirs, (error, text) -> {}))
                  .isInstanceOf(IllegalStateException.class);
              note(loop.fs().writeFile(path(), "text", theirs));
              note(loop.fs().withSignal(theirs).readFile(path()));
            });
    assertThat(exitCode).isZero();
    assertThat(seen)
        .hasSize(2)
        .allSatisfy(error -> assertThat(error).isInstanceOf(IllegalStateException.class));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldHeedBothSignalsAndDoTheWorkWhenNeitherIsAborted() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              AbortController outer = new AbortController();
              AbortController inner = new AbortController();
              Fs fs = loop.fs().withSignal(outer.signal());
              fs.writeFile(path(), "text", inner.signal())
                  .thenCompose(written -> fs.readFile(path(), inner.signal()))
                  .then(text -> seen.add(text))
                  .then(() -> inner.abort("inner"))
                  .thenCompose(nothing -> fs.readFile(path(), inner.signal()))
                  .catchError(error -> String.valueOf(seen.add(error.getCause().getMessage())))
                  .then(() -> outer.abort("outer"))
                  .thenCompose(nothing -> fs.readFile(path(), new AbortController().signal()))
                  .catchError(error -> String.valueOf(seen.add(error.getCause().getMessage())));
            });
    assertThat(exitCode).isZero();
    assertThat(seen).containsExactly("text", "inner", "outer");
  }

  @Test
  void shouldCloseAFileThatNobodyHearsOf() {
    List<Integer> descriptors = new ArrayList<>();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              AbortController controller = new AbortController();
              Fs fs = loop.fs().withSignal(controller.signal());
              Promise<FileHandle> opening = fs.open(path(), "w");
              while (!Files.exists(directory.resolve("file"))) {
                Thread.onSpinWait(); // a worker opens it now, or has; the loop has not heard
              }
              controller.abort();
              opening
                  .then(file -> file) // the answer may have been there before the abort
                  .catchError(error -> null)
                  .thenCompose(file -> file == null ? Promise.<Void>resolve(null) : file.close())
                  .thenCompose(closed -> loop.fs().open(path(), "r"))
                  .thenAccept(file -> descriptors.add(file.fd()));
            });
    assertThat(exitCode).isZero();
    assertThat(descriptors).as("the lowest that is free").containsExactly(3);
  }

  @Test
  void shouldGiveUpARequest() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CountDownLatch asked = new CountDownLatch(1);
    server.createContext(
        "/",
        exchange -> {
          asked.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try {
      int exitCode =
          NodeRuntime.run(
              SETTINGS,
              loop -> {
                AbortController controller = new AbortController();
                Http http = loop.http().withSignal(controller.signal());
                note(http.get(url));
                note(http.get(url, new AbortController().signal()));
                loop.submit(
                    TaskKind.of("wait"),
                    () -> {
                      asked.await();
                      return 1;
                    },
                    (error, value) -> controller.abort());
              });
      assertThat(exitCode).isZero();
      assertAllAborted(2);
    } finally {
      end.countDown();
      server.stop(0);
    }
  }
}
