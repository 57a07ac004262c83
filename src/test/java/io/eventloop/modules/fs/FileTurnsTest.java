package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.AbortController;
import io.eventloop.loop.LoopSettings;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.Trips;
import io.eventloop.pool.Pools;
import io.eventloop.testing.Waiting;
import io.eventloop.value.Callback;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In which microtask after a trip the next one is begun, and after the last the promise's reaction
 * runs: the figures that Node 20.20.2 yields with the functions of {@code internalBinding('fs')}
 * wrapped, so that a counter in microtasks starts where a trip's promise is settled.
 */
class FileTurnsTest {
  private static final ActorTestKit KIT = ActorTestKit.create("file-turns");
  private static final int MEBIBYTE_AND_1 = 1_048_577;

  @TempDir Path directory;

  private final StringBuilder turns = new StringBuilder();
  private final AbortController controller = new AbortController();
  private int trips;
  private int abortInTrip;
  private int turn;
  private int counter;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** The turn of each trip, and that of the reaction. */
  private String turnsOf(Function<Fs, Promise<?>> call) {
    CompletableFuture<String> result = new CompletableFuture<>();
    turns.setLength(0);
    turn = 0;
    LoopSettings settings = LoopSettings.from(KIT.system().settings().config(), Pools.shared());
    ActorRef<RuntimeActor.Command> ref =
        KIT.spawn(
            RuntimeActor.create(
                settings,
                real ->
                    call.apply(new Fs(counting(real)))
                        .whenSettled(
                            (error, value) -> {
                              turns.append(error == null ? "then " : "catch ").append(turn);
                              result.complete(turns.toString());
                            })),
            RuntimeActor.dispatcher());
    String seen = Waiting.valueOf(result);
    KIT.stop(ref, Waiting.LIMIT);
    return seen;
  }

  private Registrar counting(Registrar real) {
    return counting(Registrar.class, real, real);
  }

  /** The same face, with the tasks counted that are submitted through it. */
  private <F> F counting(Class<F> face, F counted, Registrar real) {
    return face.cast(
        Proxy.newProxyInstance(
            face.getClassLoader(),
            new Class<?>[] {face},
            (proxy, method, arguments) -> {
              if (method.getName().equals("submit")) {
                noteTrip();
                Callback<Object> callback = callback(arguments[3]);
                Callback<Object> countedFrom =
                    (error, value) -> {
                      callback.call(error, value);
                      turn = 0;
                      count(real, ++counter);
                    };
                arguments[3] = countedFrom;
              }
              Object result = method.invoke(counted, arguments);
              return result instanceof Trips trips ? counting(Trips.class, trips, real) : result;
            }));
  }

  @SuppressWarnings("unchecked") // of any type, for the test
  private static Callback<Object> callback(Object given) {
    return (Callback<Object>) given;
  }

  private void noteTrip() {
    turns.append(turn).append(' ');
    if (++trips == abortInTrip) {
      controller.abort();
    }
  }

  private void count(Registrar real, int mine) {
    if (counter == mine && turn < 20) {
      real.queueMicrotask(
          () -> {
            turn++;
            count(real, mine);
          });
    }
  }

  private String file(int size) throws IOException {
    return Files.write(directory.resolve("f"), new byte[size]).toString();
  }

  @Test
  void shouldReadInOneReadWhatIsNotLargerThanTheBuffer() throws IOException {
    String small = file(10);
    assertThat(turnsOf(fs -> fs.readFile(small))).isEqualTo("0 2 1 2 then 9");
  }

  @Test
  void shouldReadBytesInOneRead() throws IOException {
    String buffer = file(Content.CHUNK);
    assertThat(turnsOf(fs -> fs.readFileBytes(buffer))).isEqualTo("0 2 1 2 then 9");
  }

  @Test
  void shouldReadOnceWhenTheFileIsEmpty() throws IOException {
    String empty = file(0);
    assertThat(turnsOf(fs -> fs.readFile(empty))).isEqualTo("0 2 1 2 then 9");
  }

  @Test
  void shouldReadInChunksWhatIsLarger() throws IOException {
    String large = file(MEBIBYTE_AND_1);
    assertThat(turnsOf(fs -> fs.readFile(large))).isEqualTo("0 2 1 1 1 2 then 9");
  }

  @Test
  void shouldReadUntilNothingComesWhenTheSizeIsUnknown() {
    assertThat(turnsOf(fs -> fs.readFileBytes("/proc/self/status"))).isEqualTo("0 2 1 1 2 then 9");
  }

  @Test
  void shouldRejectAfterOneTripWhenThereIsNoFile() {
    assertThat(turnsOf(fs -> fs.readFile("/no/such"))).isEqualTo("0 catch 5");
    assertThat(Files.exists(Path.of("/no/such"))).isFalse();
  }

  @Test
  void shouldCloseADirectoryThatItCannotRead() {
    assertThat(turnsOf(fs -> fs.readFile("/tmp"))).isEqualTo("0 2 1 4 catch 11");
  }

  @Test
  void shouldAskTheSignalBeforeEachTripButTheLast() throws IOException {
    String large = file(MEBIBYTE_AND_1);
    abortInTrip = 1;
    assertThat(turnsOf(fs -> fs.readFile(large, controller.signal()))).isEqualTo("0 3 catch 11");
  }

  @Test
  void shouldAskTheSignalBeforeTheFirstRead() throws IOException {
    String large = file(MEBIBYTE_AND_1);
    abortInTrip = 2;
    assertThat(turnsOf(fs -> fs.readFile(large, controller.signal()))).isEqualTo("0 2 2 catch 11");
  }

  @Test
  void shouldAskTheSignalBeforeTheNextRead() throws IOException {
    String large = file(MEBIBYTE_AND_1);
    abortInTrip = 3;
    assertThat(turnsOf(fs -> fs.readFile(large, controller.signal())))
        .isEqualTo("0 2 1 2 catch 11");
  }

  @Test
  void shouldWriteInOneWrite() throws IOException {
    String small = file(0);
    assertThat(turnsOf(fs -> fs.writeFile(small, "abc"))).isEqualTo("0 2 3 then 9");
  }

  @Test
  void shouldNotWriteNothing() throws IOException {
    String small = file(1);
    assertThat(turnsOf(fs -> fs.writeFile(small, ""))).isEqualTo("0 3 then 9");
    assertThat(Path.of(small)).isEmptyFile();
  }

  @Test
  void shouldWriteInChunksWhatIsLarger() throws IOException {
    String large = file(0);
    assertThat(turnsOf(fs -> fs.writeFile(large, new byte[MEBIBYTE_AND_1])))
        .isEqualTo("0 2 2 2 3 then 9");
    assertThat(Path.of(large)).hasSize(MEBIBYTE_AND_1);
  }

  @Test
  void shouldCloseAFileThatItCannotWrite() {
    assertThat(turnsOf(fs -> fs.writeFile("/dev/full", "abc"))).isEqualTo("0 2 5 catch 11");
  }

  @Test
  void shouldSettleAPromiseOfOneTripAsAnAsyncFunctionDoes() throws IOException {
    String there = file(1);
    String other = directory.resolve("other").toString();
    assertThat(turnsOf(fs -> fs.stat(there))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.lstat(there))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.access(there))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.readdir(directory.toString()))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.rename(there, other))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.unlink(other))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.mkdir(other))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.rmdir(other))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.mkdir(other, MkdirOptions.DEFAULT))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.open(there, "w"))).isEqualTo("0 then 2");
  }

  @Test
  void shouldSettleThePromisesOfOtherCallsAsNodeDoes() throws IOException {
    String there = file(1);
    String link = directory.resolve("l").toString();
    String copy = directory.resolve("g").toString();
    String here = directory.toString();
    assertThat(turnsOf(fs -> fs.symlink("f", link))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.readlink(link))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.realpath(link))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.mkdtemp(here + "/t"))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.copyFile(there, copy))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.utimes(there, Instant.EPOCH, Instant.EPOCH))).isEqualTo("0 then 2");
    assertThat(turnsOf(fs -> fs.readdirWithFileTypes(here, ReaddirOptions.DEFAULT)))
        .isEqualTo("0 then 4");
    assertThat(turnsOf(fs -> fs.truncate(there, 0))).isEqualTo("0 2 2 then 9");
    assertThat(turnsOf(fs -> fs.appendFile(there, "a"))).isEqualTo("0 2 3 then 9");
    assertThat(turnsOf(fs -> fs.rm(copy))).isEqualTo("0 then 0");
    assertThat(turnsOf(fs -> fs.symlink("f", link))).isEqualTo("0 catch 4");
  }

  @Test
  void shouldSettleThePromisesOfAFileHandleAsNodeDoes() throws IOException {
    String there = file(10);
    ByteBuffer buffer = ByteBuffer.allocate(3);
    assertThat(handleTurns(there, FileHandle::stat)).isEqualTo("0 then 4");
    assertThat(handleTurns(there, handle -> handle.read(buffer))).isEqualTo("0 then 4");
    assertThat(handleTurns(there, handle -> handle.write(buffer.clear()))).isEqualTo("0 then 4");
    assertThat(handleTurns(there, handle -> handle.truncate(4))).isEqualTo("0 then 4");
    assertThat(handleTurns(there, FileHandle::sync)).isEqualTo("0 then 4");
    assertThat(handleTurns(there, FileHandle::readFile)).isEqualTo("0 1 then 5");
    assertThat(handleTurns(there, handle -> handle.writeFile("abc"))).isEqualTo("0 then 6");
    assertThat(handleTurns(there, handle -> handle.writeFile(new byte[MEBIBYTE_AND_1])))
        .isEqualTo("0 2 2 then 6");
    assertThat(handleTurns("/tmp", FileHandle::readFile)).isEqualTo("0 1 catch 7");
    assertThat(handleTurns("/dev/full", handle -> handle.writeFile("abc"))).isEqualTo("0 catch 8");
  }

  /** The same of a call on an open file; one turn more, as a reaction returned the promise. */
  private String handleTurns(String path, Function<FileHandle, Promise<?>> call) {
    String flags = path.equals("/tmp") ? "r" : "r+";
    return turnsOf(
        fs ->
            fs.open(path, flags)
                .thenCompose(
                    handle -> {
                      turns.setLength(0);
                      turn = 0;
                      counter++;
                      return call.apply(handle);
                    }));
  }

  @Test
  void shouldRejectAPromiseOfOneTripTwoTurnsLater() {
    assertThat(turnsOf(fs -> fs.stat("/no/such"))).isEqualTo("0 catch 4");
    assertThat(turnsOf(fs -> fs.mkdir("/no/such"))).isEqualTo("0 catch 4");
    assertThat(turnsOf(fs -> fs.open("/no/such", "r"))).isEqualTo("0 catch 4");
  }

  @Test
  void shouldCloseAsAFileHandleDoes() throws IOException {
    String there = file(1);
    assertThat(turnsOf(fs -> fs.open(there, "r").thenCompose(FileHandle::close)))
        .as("one turn more, as a reaction returned the promise")
        .isEqualTo("0 2 then 6");
  }
}
