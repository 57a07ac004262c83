package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.value.NodeError;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An open file, as Node 20.20.2 has it. */
class FileHandleTest {
  @TempDir Path directory;

  private final List<Object> seen = new ArrayList<>();
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(directory.toRealPath().resolve("f"), "hello world");
  }

  /** Opens a file, and closes it when the promise is settled. */
  private void with(String path, String flags, Function<FileHandle, Promise<?>> use) {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop ->
                loop.fs()
                    .open(path, flags)
                    .thenCompose(
                        handle ->
                            use.apply(handle)
                                .catchError(error -> note(error))
                                .thenCompose(done -> handle.close())));
    assertThat(exitCode).isZero();
    assertThat(Descriptors.of(Path.of(path))).isZero();
  }

  private <T> T note(Throwable error) {
    seen.add(error.getMessage());
    return null;
  }

  /** Notes what a promise is settled with, and goes on. */
  private Promise<?> noted(Promise<?> promise) {
    return promise.then(value -> seen.add(value)).catchError(error -> seen.add(error.getMessage()));
  }

  private void noteAll(String path, String flags, List<Function<FileHandle, Promise<?>>> calls) {
    with(
        path,
        flags,
        handle -> {
          Promise<?> last = Promise.resolve(null);
          for (Function<FileHandle, Promise<?>> call : calls) {
            last = last.thenCompose(before -> noted(call.apply(handle)));
          }
          return last;
        });
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer read) {
    return StandardCharsets.UTF_8.decode(read.flip()).toString();
  }

  @Test
  void shouldReadWhereItIsAndAtAPlace() {
    ByteBuffer one = ByteBuffer.allocate(5);
    ByteBuffer two = ByteBuffer.allocateDirect(5);
    ByteBuffer three = ByteBuffer.allocate(5);
    noteAll(
        file.toString(),
        "r",
        List.of(
            handle -> handle.read(one),
            handle -> handle.read(two, 0),
            handle -> handle.read(three),
            handle -> handle.read(ByteBuffer.allocate(5), 100),
            FileHandle::readFile,
            FileHandle::readFile,
            handle -> handle.read(ByteBuffer.allocate(5))));
    assertThat(seen).containsExactly(5, 5, 5, 0, "d", "", 0);
    assertThat(text(one)).isEqualTo("hello");
    assertThat(text(two)).isEqualTo("hello");
    assertThat(text(three)).isEqualTo(" worl");
  }

  @Test
  void shouldWriteWhereItIsAndAtAPlace() throws IOException {
    noteAll(
        file.toString(),
        "w",
        List.of(
            handle -> handle.write(bytes("ab"), 5),
            handle -> handle.write(bytes("XY")),
            handle -> handle.truncate(1),
            handle -> handle.write(bytes("!")),
            handle -> handle.truncate(-5),
            handle -> handle.writeFile("Q"),
            handle -> handle.appendFile(new byte[] {'R'}),
            FileHandle::sync,
            FileHandle::datasync,
            handle -> handle.truncate(6),
            handle -> handle.read(ByteBuffer.allocate(5))));
    assertThat(seen)
        .containsExactly(
            2, 2, null, 1, null, null, null, null, null, null, "EBADF: bad file descriptor, read");
    assertThat(Files.readString(file)).isEqualTo("\0\0\0QR\0");
  }

  @Test
  void shouldReadAndAppend() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(5);
    noteAll(
        file.toString(),
        "a+",
        List.of(
            handle -> handle.read(buffer),
            handle -> handle.write(bytes("ZZ")),
            handle -> handle.read(ByteBuffer.allocate(5)),
            handle -> handle.write(bytes("YY"), 0),
            handle -> handle.truncate(20),
            handle -> handle.write(bytes("Q"))));
    assertThat(seen).containsExactly(5, 2, 0, 2, null, 1);
    assertThat(text(buffer)).isEqualTo("hello");
    assertThat(Files.readString(file)).isEqualTo("hello worldZZYY\0\0\0\0\0Q");
  }

  @Test
  void shouldFailAsTheSystemDoes() {
    noteAll(
        file.toString(),
        "r",
        List.of(
            handle -> handle.write(bytes("x")),
            handle -> handle.writeFile("x"),
            handle -> handle.truncate(2),
            handle -> handle.read(null),
            handle -> handle.read(ByteBuffer.allocate(1), -2)));
    noteAll(
        directory.toString(),
        "r",
        List.of(
            handle -> handle.read(ByteBuffer.allocate(1)),
            FileHandle::readFile,
            handle -> handle.stat().then(stats -> stats.isDirectory())));
    noteAll(
        "/dev/full",
        "r+",
        List.of(
            handle -> handle.write(bytes("abc")),
            handle -> handle.writeFile("abc"),
            handle -> handle.truncate(1)));
    assertThat(seen)
        .containsExactly(
            "EBADF: bad file descriptor, write",
            "EBADF: bad file descriptor, write",
            "EINVAL: invalid argument, ftruncate",
            "The \"buffer\" argument must be an instance of Buffer, TypedArray, or DataView."
                + " Received null",
            "The value of \"position\" is out of range. It must be >= -1 &&"
                + " <= 9007199254740991. Received -2",
            "EISDIR: illegal operation on a directory, read",
            "EISDIR: illegal operation on a directory, read",
            true,
            "ENOSPC: no space left on device, write",
            "ENOSPC: no space left on device, write",
            "EINVAL: invalid argument, ftruncate");
  }

  @Test
  void shouldTellTheFileThatItIsWhateverItsName() {
    noteAll(
        file.toString(),
        "r+",
        List.of(
            handle -> handle.stat().then(Stats::size),
            handle -> {
              renamed();
              return handle.writeFile("longer than it was before");
            },
            handle -> handle.stat().then(Stats::size),
            handle -> {
              file.resolveSibling("other").toFile().delete();
              return handle.stat().then(stats -> stats.size() + " " + stats.nlink());
            }));
    assertThat(seen).containsExactly(11L, null, 25L, "25 0");
  }

  private void renamed() {
    assertThat(file.toFile().renameTo(file.resolveSibling("other").toFile())).isTrue();
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldCloseWhenTheCallsUnderWayHaveEnded() {
    NodeRuntime.run(
        SETTINGS,
        loop ->
            loop.fs()
                .open(file.toString(), "r")
                .thenAccept(
                    handle -> {
                      handle.on("close", () -> seen.add("close event"));
                      handle.read(ByteBuffer.allocate(5), 0).then(read -> seen.add("read " + read));
                      handle.close().then(nothing -> seen.add("closed " + handle.fd()));
                      handle.stat().then(stats -> seen.add("stat " + stats.size()));
                      handle.close().then(nothing -> seen.add("closed again"));
                      seen.add("fd " + handle.fd());
                    }));
    assertThat(seen)
        .containsExactly("close event", "fd 3", "read 5", "stat 11", "closed -1", "closed again");
    assertThat(Descriptors.of(file)).isZero();
  }

  @Test
  void shouldSayThatItIsClosedAfterThat() {
    List<Function<FileHandle, Promise<?>>> calls =
        List.of(
            handle -> handle.read(ByteBuffer.allocate(1)),
            handle -> handle.write(ByteBuffer.allocate(1)),
            FileHandle::readFile,
            FileHandle::readFileBytes,
            handle -> handle.writeFile("x"),
            handle -> handle.appendFile("x"),
            FileHandle::truncate,
            FileHandle::sync,
            FileHandle::datasync,
            FileHandle::stat);
    NodeRuntime.run(
        SETTINGS,
        loop ->
            loop.fs()
                .open(file.toString(), "r")
                .thenCompose(handle -> handle.close().then(nothing -> handle))
                .thenAccept(
                    handle -> {
                      for (Function<FileHandle, Promise<?>> call : calls) {
                        call.apply(handle)
                            .catchError(
                                error -> {
                                  SystemException closed = (SystemException) error;
                                  assertThat(closed).hasMessage("file closed");
                                  assertThat(closed.code()).isEqualTo("EBADF");
                                  seen.add(closed.syscall());
                                  return null;
                                });
                      }
                      handle.close().then(nothing -> seen.add("closed"));
                    }));
    assertThat(seen)
        .containsExactly(
            "read",
            "write",
            "readFile",
            "readFile",
            "writeFile",
            "writeFile",
            "ftruncate",
            "fsync",
            "fdatasync",
            "fstat",
            "closed");
  }

  @Test
  void shouldLeaveTheFileOpenWhenAWholeReadingIsAborted() {
    with(
        file.toString(),
        "r+",
        handle ->
            handle
                .readFile(AbortSignal.abort())
                .catchError(error -> note(((NodeError) error).code(), error))
                .thenCompose(text -> handle.writeFile("x", AbortSignal.abort()))
                .catchError(error -> note(((NodeError) error).code(), error))
                .thenCompose(nothing -> handle.readFile())
                .thenAccept(seen::add));
    assertThat(seen)
        .containsExactly(
            "ABORT_ERR The operation was aborted",
            "ABORT_ERR The operation was aborted",
            "hello world");
  }

  private <T> T note(String code, Throwable error) {
    seen.add(code + " " + error.getMessage());
    return null;
  }
}
