package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.Outcome;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing, opening and closing files, as Node 20.20.2 does it. */
class FsWriteTest {
  @TempDir Path directory;

  @Test
  void shouldReplaceWhatIsThere() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "something longer");
    assertThat(write(file, "Grüße 😀")).isEqualTo(Outcome.success(null));
    assertThat(Files.readString(file)).isEqualTo("Grüße 😀");
  }

  @Test
  void shouldWriteHalfASurrogatePairAsTheReplacement() throws IOException {
    Path file = directory.resolve("f");
    write(file, "\ud800x");
    assertThat(Files.readAllBytes(file)).isEqualTo("\ufffdx".getBytes(UTF_8));
  }

  @Test
  void shouldWriteTheBytesThatTheCallWasGiven() throws IOException {
    Path file = directory.resolve("f");
    byte[] data = {0, -1, 10};
    outcomeOf(
        (loop, callback) -> {
          loop.fs().writeFile(file.toString(), data, callback);
          data[0] = 7;
        });
    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[] {0, -1, 10});
  }

  @Test
  void shouldAppendWithTheFlagsThatAppend() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "1");
    for (String flag : List.of("a", "a+", "as")) {
      outcomeOf((loop, callback) -> loop.fs().writeFile(file.toString(), "2", flag, callback));
    }
    assertThat(Files.readString(file)).isEqualTo("1222");
  }

  @Test
  void shouldLeaveWhatIsThereWithTheFlagForNewFiles() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "1");
    assertThat(writeError(file.toString(), "wx"))
        .hasMessage("EEXIST: file already exists, open '" + file + "'");
    assertThat(Files.readString(file)).isEqualTo("1");
  }

  @Test
  void shouldNameTheCallThatFailed() throws IOException {
    SystemException full = writeError("/dev/full", "w");
    assertThat(full).hasMessage("ENOSPC: no space left on device, write");
    assertThat(full.errno()).isEqualTo(-28);
    assertThat(full.path()).isEmpty();
    Path file = Files.createFile(directory.resolve("f"));
    assertThat(writeError(file.toString(), "r")).hasMessage("EBADF: bad file descriptor, write");
    assertThat(writeError("", "w")).hasMessage("ENOENT: no such file or directory, open ''");
    assertThat(writeError(directory.toString(), "w"))
        .hasMessage("EISDIR: illegal operation on a directory, open '" + directory + "'");
  }

  @Test
  void shouldGiveOutTheLowestDescriptorThatIsFree() {
    List<Object> seen = new ArrayList<>();
    String file = directory.resolve("f").toString();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          Fs fs = loop.fs();
          int first = fs.openSync(file, "w");
          int second = fs.openSync(file, "r");
          fs.closeSync(first);
          fs.open(
              file,
              "r",
              (error, third) -> {
                seen.add(third - first);
                seen.add(second - first);
                fs.close(third, (closed, nothing) -> seen.add(closed == null));
                fs.close(third, (closed, nothing) -> seen.add(closed.getMessage()));
              });
        });
    assertThat(seen).containsExactly(0, 1, true, "EBADF: bad file descriptor, close");
  }

  @Test
  void shouldMakeAFileWithItsMode() throws IOException {
    Path file = directory.resolve("f");
    Outcome<Integer> outcome =
        outcomeOf((loop, callback) -> loop.fs().open(file.toString(), "w", 0600, callback));
    assertThat(outcome.valueOrNull()).isEqualTo(3);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void shouldSettleThePromisesWhenThereIsNoCallback() throws IOException {
    List<Object> seen = new ArrayList<>();
    String file = directory.resolve("f").toString();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              Fs fs = loop.fs();
              fs.writeFile(file, "1").then(seen::add);
              fs.writeFile(file, new byte[] {'2'}, "a").then(seen::add);
              fs.writeFile(file, "3", "a").then(seen::add);
              fs.open(file, "r").thenCompose(FileHandle::close).then(seen::add);
              fs.open(file, "r", 0600).then(seen::add);
            });
    assertThat(exitCode).isZero();
    assertThat(seen).hasSize(5);
    assertThat(Files.readString(Path.of(file))).isEqualTo("123");
  }

  @Test
  void shouldReadAndWriteOnTheThreadThatAsks() throws IOException {
    Path file = directory.resolve("f");
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.fs().writeFileSync(file.toString(), "1");
          assertThat(loop.fs().readFileSync(file.toString())).isEqualTo("1");
          loop.fs().writeFileSync(file.toString(), new byte[] {-1});
          assertThat(loop.fs().readFileBytesSync(file.toString())).isEqualTo(new byte[] {-1});
        });
    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[] {-1});
  }

  @Test
  void shouldRefuseArgumentsInNodesOrder() {
    assertThat(thrownBy(loop -> loop.fs().writeFile("a", (String) null, "q", (e, v) -> {})))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage(
            "The \"data\" argument must be of type string or an instance of Buffer, TypedArray,"
                + " or DataView. Received null");
    assertThat(thrownBy(loop -> loop.fs().writeFile("a\0b", "x", "q", (e, v) -> {})))
        .isInstanceOf(InvalidArgValueException.class)
        .hasMessageStartingWith("The argument 'path' must be");
    assertThat(thrownBy(loop -> loop.fs().writeFile("a\0b", (String) null, "q", null)))
        .hasMessage("The \"cb\" argument must be of type function. Received null");
    assertThat(thrownBy(loop -> loop.fs().open("a", "q", -1, null)))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "The value of \"mode\" is out of range. It must be >= 0 && <= 4294967295."
                + " Received -1");
    assertThat(thrownBy(loop -> loop.fs().open("a", "q", 0, null)))
        .isInstanceOf(InvalidArgValueException.class)
        .hasMessage("The argument 'flags' is invalid. Received 'q'");
    assertThat(thrownBy(loop -> loop.fs().open("a", "r", 0, null)))
        .isInstanceOf(InvalidArgTypeException.class);
    assertThat(thrownBy(loop -> loop.fs().close(-1, (e, v) -> {})))
        .isInstanceOf(OutOfRangeException.class)
        .hasMessage(
            "The value of \"fd\" is out of range. It must be >= 0 && <= 2147483647."
                + " Received -1");
  }

  private static Outcome<Void> write(Path file, String text) {
    return outcomeOf((loop, callback) -> loop.fs().writeFile(file.toString(), text, callback));
  }

  private static SystemException writeError(String file, String flag) {
    Outcome<Void> outcome =
        outcomeOf((loop, callback) -> loop.fs().writeFile(file, "x", flag, callback));
    return (SystemException) outcome.error();
  }
}
