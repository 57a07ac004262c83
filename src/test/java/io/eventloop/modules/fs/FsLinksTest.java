package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eventloop.EventLoop;
import io.eventloop.value.Callback;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.Outcome;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Links, copies, times and sizes: every message is what Node 20.20.2 reports for this layout, with
 * {@code %} for its directory.
 */
class FsLinksTest {
  @TempDir Path given;

  private Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    directory = given.toRealPath();
    Layout.makeIn(directory);
  }

  private String in(String name) {
    return Layout.in(directory, name);
  }

  private static <T> T valueOf(BiConsumer<EventLoop, Callback<T>> call) {
    Outcome<T> outcome = outcomeOf(call);
    assertThat(outcome.error()).isNull();
    return outcome.valueOrNull();
  }

  private <T> void check(String message, String path, BiConsumer<EventLoop, Callback<T>> call) {
    check(message, path, null, call);
  }

  private <T> void check(
      String message, String path, String dest, BiConsumer<EventLoop, Callback<T>> call) {
    Throwable error = outcomeOf(call).error();
    if (message.equals("OK")) {
      assertThat(error).isNull();
      return;
    }
    assertThat(error)
        .isInstanceOf(SystemException.class)
        .hasMessage(message.replace("%", directory.toString()));
    SystemException seen = (SystemException) error;
    assertThat(message).startsWith(seen.code() + ": ").contains(", " + seen.syscall() + " ");
    assertThat(seen.path().isPresent()).isEqualTo(path != null);
    assertThat(seen.dest().orElse(null)).isEqualTo(dest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | OK",
        "dang | ENOENT: no such file or directory, access '%/dang'",
        "f/x | ENOTDIR: not a directory, access '%/f/x'"
      })
  void shouldAskForAccess(String name, String message) {
    check(message, name, (loop, callback) -> loop.fs().access(in(name), 6, callback));
  }

  @Test
  void shouldNotBeAllowedToExecuteWhatIsNoProgram() {
    String message = "EACCES: permission denied, access '%/f'";
    check(message, "f", (loop, cb) -> loop.fs().access(in("f"), FsConstants.X_OK, cb));
    assertThat(thrownBy(loop -> loop.fs().access("f", 8, (error, nothing) -> {})))
        .isInstanceOf(OutOfRangeException.class);
  }

  @Test
  void shouldBeDeniedWhatThePermissionsForbid() throws IOException {
    assumeThat(System.getProperty("user.name"))
        .as("root is denied nothing: run this as another user to see it")
        .isNotEqualTo("root");
    Path secret = directory.resolve("f");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(
        directory.resolve("full"), PosixFilePermissions.fromString("r-xr-xr-x"));
    String open = "EACCES: permission denied, open '%/f'";
    check(open, "f", (loop, callback) -> loop.fs().readFile(in("f"), callback));
    check(open, "f", (loop, callback) -> loop.fs().writeFile(in("f"), "a", callback));
    check(open, "f", (loop, callback) -> loop.fs().truncate(in("f"), 0, callback));
    String unlink = "EACCES: permission denied, unlink '%/full/x'";
    check(unlink, "x", (loop, callback) -> loop.fs().unlink(in("full/x"), callback));
    String mkdir = "EACCES: permission denied, mkdir '%/full/y'";
    check(mkdir, "y", (loop, callback) -> loop.fs().mkdir(in("full/y"), callback));
    String below = "EACCES: permission denied, mkdir '%/full/y'";
    check(
        below,
        "y",
        (EventLoop loop, Callback<String> callback) ->
            loop.fs().mkdir(in("full/y/z"), MkdirOptions.RECURSIVE, callback));
    String rmdir = "EACCES: permission denied, rmdir '%/full/x'";
    check(rmdir, "x", (loop, callback) -> loop.fs().rmdir(in("full/x"), callback));
    assertThat(Descriptors.of(secret)).isZero();
    Files.setPosixFilePermissions(
        directory.resolve("full"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | new | OK",
        "f | g | EEXIST: file already exists, symlink 'f' -> '%/g'",
        "f | d | EEXIST: file already exists, symlink 'f' -> '%/d'",
        "f | nowhere/x | ENOENT: no such file or directory, symlink 'f' -> '%/nowhere/x'",
        "'' | new | ENOENT: no such file or directory, symlink '' -> '%/new'",
        "f | '' | ENOENT: no such file or directory, symlink 'f' -> ''",
        "f | f/x | ENOTDIR: not a directory, symlink 'f' -> '%/f/x'",
        "f | new/ | ENOENT: no such file or directory, symlink 'f' -> '%/new/'"
      })
  void shouldMakeALink(String target, String link, String message) throws IOException {
    check(message, target, in(link), (loop, cb) -> loop.fs().symlink(target, in(link), cb));
    if (message.equals("OK")) {
      assertThat(Files.readSymbolicLink(directory.resolve(link))).isEqualTo(Path.of(target));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | EINVAL: invalid argument, readlink '%/f'",
        "d | EINVAL: invalid argument, readlink '%/d'",
        "ld/ | EINVAL: invalid argument, readlink '%/ld/'",
        "nowhere | ENOENT: no such file or directory, readlink '%/nowhere'",
        "'' | ENOENT: no such file or directory, readlink ''",
        "f/x | ENOTDIR: not a directory, readlink '%/f/x'",
        "loop/x | ELOOP: too many symbolic links encountered, readlink '%/loop/x'"
      })
  void shouldFailToReadALink(String name, String message) {
    check(message, name, (loop, callback) -> loop.fs().readlink(in(name), callback));
  }

  @Test
  void shouldReadALink() {
    assertThat(valueOf((EventLoop loop, Callback<String> cb) -> loop.fs().readlink(in("lf"), cb)))
        .isEqualTo("f");
    assertThat(valueOf((EventLoop loop, Callback<String> cb) -> loop.fs().readlink(in("loop"), cb)))
        .isEqualTo("loop");
  }

  // path, what the callback form says, what the system says
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | %/f | %/f",
        "ld | %/d | %/d",
        "full/../lf | %/f | %/f",
        "ld/../f | %/f | %/f",
        "lf/ | %/f | ENOTDIR: not a directory, realpath '%/lf/'",
        "nowhere | ENOENT: no such file or directory, lstat '%/nowhere' | ENOENT: no such file or directory, realpath '%/nowhere'",
        "f/x | ENOTDIR: not a directory, lstat '%/f/x' | ENOTDIR: not a directory, realpath '%/f/x'",
        "loop/x | ELOOP: too many symbolic links encountered, stat '%/loop' | ELOOP: too many symbolic links encountered, realpath '%/loop/x'",
        "dang | ENOENT: no such file or directory, stat '%/dang' | ENOENT: no such file or directory, realpath '%/dang'",
        "ld/x | ENOENT: no such file or directory, lstat '%/d/x' | ENOENT: no such file or directory, realpath '%/ld/x'"
      })
  void shouldResolveAsEachFormOfNodeDoes(String name, String walked, String asked) {
    Outcome<String> walk = outcomeOf((loop, callback) -> loop.fs().realpath(in(name), callback));
    Outcome<String> ask =
        outcomeOf((loop, callback) -> loop.fs().realpathNative(in(name), callback));
    assertThat(shown(walk)).isEqualTo(walked.replace("%", directory.toString()));
    assertThat(shown(ask)).isEqualTo(asked.replace("%", directory.toString()));
  }

  private static String shown(Outcome<String> outcome) {
    return outcome.error() == null ? outcome.valueOrNull() : outcome.error().getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | new | 0 | OK",
        "f | g | 2 | OK",
        "f | f | 0 | OK",
        "f | lf | 0 | OK",
        "nowhere | new | 0 | ENOENT: no such file or directory, copyfile '%/nowhere' -> '%/new'",
        "d | new | 0 | EISDIR: illegal operation on a directory, copyfile '%/d' -> '%/new'",
        "f | d | 0 | EISDIR: illegal operation on a directory, copyfile '%/f' -> '%/d'",
        "f | g | 1 | EEXIST: file already exists, copyfile '%/f' -> '%/g'",
        "f | f | 1 | EEXIST: file already exists, copyfile '%/f' -> '%/f'",
        "f | dang | 1 | EEXIST: file already exists, copyfile '%/f' -> '%/dang'",
        "f | new | 4 | ENOTSUP: operation not supported on socket, copyfile '%/f' -> '%/new'",
        "f | nowhere/x | 0 | ENOENT: no such file or directory, copyfile '%/f' -> '%/nowhere/x'",
        "f | n5/ | 0 | EISDIR: illegal operation on a directory, copyfile '%/f' -> '%/n5/'",
        "f/ | new | 0 | ENOTDIR: not a directory, copyfile '%/f/' -> '%/new'",
        "'' | new | 0 | ENOENT: no such file or directory, copyfile '' -> '%/new'",
        "loop | new | 0 | ELOOP: too many symbolic links encountered, copyfile '%/loop' -> '%/new'",
        "f | loop | 0 | ELOOP: too many symbolic links encountered, copyfile '%/f' -> '%/loop'",
        "'' | g | 0 | ENOENT: no such file or directory, copyfile '' -> '%/g'"
      })
  void shouldCopyAFile(String from, String to, int mode, String message) throws IOException {
    Files.writeString(directory.resolve("g"), "something longer");
    Files.setPosixFilePermissions(
        directory.resolve("f"), PosixFilePermissions.fromString("rwxr-x---"));
    check(message, from, in(to), (loop, cb) -> loop.fs().copyFile(in(from), in(to), mode, cb));
    assertThat(directory.resolve("f")).hasContent("hello");
    assertThat(Descriptors.of(directory.resolve("f"))).isZero();
    if (message.equals("OK")) {
      assertThat(Path.of(in(to))).hasContent("hello");
      assertThat(Files.getPosixFilePermissions(Path.of(in(to))))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    } else {
      assertThat(directory.resolve("new")).doesNotExist();
    }
  }

  /** Node would remove it: a device in its place would be gone. */
  @Test
  void shouldLeaveWhatIsNoRegularFileWhereItCannotBeTheCopy()
      throws IOException, InterruptedException {
    Path pipe = Descriptors.pipeBeside(directory.resolve("f"));
    Thread reader = new Thread(() -> readAll(pipe)); // else nobody opens it for writing
    reader.start();
    String message = "EISDIR: illegal operation on a directory, copyfile '%/d' -> '%/pipe'";
    check(message, "d", in("pipe"), (loop, cb) -> loop.fs().copyFile(in("d"), in("pipe"), cb));
    reader.join();
    assertThat(pipe).exists();
  }

  private static void readAll(Path pipe) {
    try {
      Files.readAllBytes(pipe);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldCopyWhatDoesNotKnowItsSize() {
    check(
        "OK",
        null,
        (EventLoop loop, Callback<Void> callback) ->
            loop.fs().copyFile("/proc/self/status", in("new"), callback));
    assertThat(directory.resolve("new")).content().contains("VmRSS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere | ENOENT: no such file or directory, open '%/nowhere'",
        "d | EISDIR: illegal operation on a directory, open '%/d'",
        "f/x | ENOTDIR: not a directory, open '%/f/x'",
        "loop | ELOOP: too many symbolic links encountered, open '%/loop'"
      })
  void shouldFailToTruncate(String name, String message) {
    check(message, name, (loop, callback) -> loop.fs().truncate(in(name), 3, callback));
  }

  @Test
  void shouldTruncateAndFillUp() throws IOException {
    for (Object[] step : new Object[][] {{3, "hel"}, {5, "hel\0\0"}, {-1, ""}}) {
      int length = (Integer) step[0];
      check(
          "OK",
          null,
          (EventLoop loop, Callback<Void> callback) ->
              loop.fs().truncate(in("f"), length, callback));
      assertThat(Files.readString(directory.resolve("f"))).isEqualTo(step[1]);
    }
    Throwable error =
        outcomeOf((EventLoop loop, Callback<Void> cb) -> loop.fs().truncate("/dev/full", 1, cb))
            .error();
    assertThat(error).hasMessage("EINVAL: invalid argument, ftruncate");
    assertThat(Descriptors.of(Path.of("/dev/full"))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere | ENOENT: no such file or directory, utime '%/nowhere'",
        "loop | ELOOP: too many symbolic links encountered, utime '%/loop'",
        "f/x | ENOTDIR: not a directory, utime '%/f/x'",
        "f/ | ENOTDIR: not a directory, utime '%/f/'",
        "'' | ENOENT: no such file or directory, utime ''"
      })
  void shouldFailToSetTimes(String name, String message) {
    check(
        message,
        name,
        (loop, callback) -> loop.fs().utimes(in(name), Instant.EPOCH, Instant.EPOCH, callback));
  }

  @Test
  void shouldSetTimes() {
    Instant read = Instant.parse("2001-02-03T04:05:06.789Z");
    Instant changed = Instant.parse("2011-12-13T14:15:16.5Z");
    valueOf((EventLoop loop, Callback<Void> cb) -> loop.fs().utimes(in("lf"), read, changed, cb));
    Stats stats = valueOf((loop, callback) -> loop.fs().stat(in("f"), callback));
    assertThat(stats.atimeMs()).isEqualTo(read.toEpochMilli());
    assertThat(stats.mtimeMs()).isEqualTo(changed.toEpochMilli());
  }

  @Test
  void shouldReadTextInItsCharset() throws IOException {
    Files.writeString(directory.resolve("f"), "Grüße", ISO_8859_1);
    assertThat(
            valueOf(
                (EventLoop loop, Callback<String> callback) ->
                    loop.fs().readFile(in("f"), ISO_8859_1, callback)))
        .isEqualTo("Grüße");
  }
}
