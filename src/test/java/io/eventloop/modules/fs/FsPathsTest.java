package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.Outcome;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls on names and directories, as Node 20.20.2 does them. */
class FsPathsTest {
  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    Layout.makeIn(directory);
  }

  @Test
  void shouldTellWhatAFileIs() throws IOException {
    Path file = directory.resolve("f");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06.789123Z")));
    Stats stats = valueOf((loop, callback) -> loop.fs().stat(in("lf"), callback));
    assertThat(stats.isFile()).isTrue();
    assertThat(stats.isDirectory()).isFalse();
    assertThat(stats.isSymbolicLink()).isFalse();
    assertThat(stats.size()).isEqualTo(5);
    assertThat(stats.mode()).isEqualTo(0100751);
    assertThat(stats.mtimeMs()).isEqualTo(981173106789.123);
    assertThat(stats.ctimeMs()).isGreaterThan(stats.mtimeMs());
    assertThat(stats.nlink()).isEqualTo(1);
    assertThat(stats.ino()).isEqualTo(Files.getAttribute(file, "unix:ino"));
  }

  @Test
  void shouldTellLinksAndDirectoriesAndDevicesApart() {
    Stats link = valueOf((loop, callback) -> loop.fs().lstat(in("lf"), callback));
    assertThat(link.isSymbolicLink()).isTrue();
    assertThat(link.isFile()).isFalse();
    Stats folder = valueOf((loop, callback) -> loop.fs().stat(in("d"), callback));
    assertThat(folder.isDirectory()).isTrue();
    Stats device = valueOf((loop, callback) -> loop.fs().stat("/dev/null", callback));
    assertThat(device.isCharacterDevice()).isTrue();
    assertThat(device.isBlockDevice() || device.isFIFO() || device.isSocket()).isFalse();
  }

  @Test
  void shouldListADirectoryInTheOrderOfBytes() throws IOException {
    for (String name : List.of("b", "B", "a", "_", "10", "9")) {
      Files.createFile(directory.resolve("d").resolve(name));
    }
    List<String> names = valueOf((loop, callback) -> loop.fs().readdir(in("d"), callback));
    assertThat(names).containsExactly("10", "9", "B", "_", "a", "b");
  }

  @Test
  void shouldGiveNullForBothAfterACallThatYieldsNothing() {
    List<BiConsumer<EventLoop, Callback<Void>>> calls =
        List.of(
            (loop, callback) -> loop.fs().access(in("f"), callback),
            (loop, callback) -> loop.fs().rename(in("f"), in("h"), callback),
            (loop, callback) -> loop.fs().unlink(in("h"), callback),
            (loop, callback) -> loop.fs().mkdir(in("new"), callback),
            (loop, callback) -> loop.fs().rmdir(in("new"), callback));
    for (BiConsumer<EventLoop, Callback<Void>> call : calls) {
      assertThat(outcomeOf(call)).isEqualTo(Outcome.success(null));
    }
    assertThat(directory.resolve("f")).doesNotExist();
    assertThat(directory.resolve("h")).doesNotExist();
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void shouldReplaceTheFileThatARenameFinds() throws IOException {
    Files.writeString(directory.resolve("g"), "other");
    outcomeOf((loop, callback) -> loop.fs().rename(in("f"), in("g"), callback));
    assertThat(directory.resolve("g")).hasContent("hello");
    assertThat(directory.resolve("f")).doesNotExist();
  }

  @Test
  void shouldNotRenameIntoAnotherFileSystem() throws IOException {
    Path other = Path.of("/dev/shm");
    assumeThat(Files.isDirectory(other)).isTrue();
    assumeThat(Files.getAttribute(other, "unix:dev"))
        .isNotEqualTo(Files.getAttribute(directory, "unix:dev"));
    Outcome<Void> outcome =
        outcomeOf((loop, callback) -> loop.fs().rename(in("f"), "/dev/shm/no-such-h", callback));
    assertThat(outcome.error())
        .hasMessage(
            "EXDEV: cross-device link not permitted, rename '%s' -> '/dev/shm/no-such-h'", in("f"));
    assertThat(directory.resolve("f")).exists();
  }

  @Test
  void shouldRemoveALinkAndNotWhatItLeadsTo() {
    outcomeOf((loop, callback) -> loop.fs().unlink(in("ld"), callback));
    assertThat(Files.exists(directory.resolve("ld"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(directory.resolve("d")).isDirectory();
  }

  @Test
  void shouldYieldTheFirstDirectoryThatWasMade() {
    String[][] made = {
      {"a/b/c", "a"}, {"a/b/c", null}, {"d", null}, {"d/a/b", "d/a"}, {"i/j/", "i"},
      {"k//l", "k/"}, {"m/../n/o", "m"}, {"p/./q", "p"}, {"./r/s", "./r"}, {"ld/x", "ld/x"},
      {"/", null}, {"full/..", null}
    };
    for (String[] pair : made) {
      String first =
          valueOf(
              (loop, callback) -> loop.fs().mkdir(in(pair[0]), MkdirOptions.RECURSIVE, callback));
      assertThat(first).as(pair[0]).isEqualTo(pair[1] == null ? null : in(pair[1]));
    }
    assertThat(directory.resolve("a/b/c")).isDirectory();
    assertThat(directory.resolve("i/j")).isDirectory();
    assertThat(directory.resolve("n/o")).isDirectory();
  }

  @Test
  void shouldFailWhereNoDirectoryCanBeMade() {
    // Node itself never comes back from this one
    Outcome<String> outcome =
        outcomeOf(
            (loop, callback) -> loop.fs().mkdir("/proc/x/y", MkdirOptions.RECURSIVE, callback));
    assertThat(outcome.error()).hasMessage("ENOENT: no such file or directory, mkdir '/proc/x/y'");
  }

  @Test
  void shouldMakeADirectoryWithItsMode() throws IOException {
    valueOf(
        (EventLoop loop, Callback<String> callback) ->
            loop.fs().mkdir(in("private"), new MkdirOptions(false, 0700), callback));
    assertThat(Files.getPosixFilePermissions(directory.resolve("private")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void shouldSettleThePromisesWhenThereIsNoCallback() {
    List<Object> seen = new ArrayList<>();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              Fs fs = loop.fs();
              fs.stat(in("f")).then(stats -> seen.add(stats.size()));
              fs.lstat(in("lf")).then(stats -> seen.add(stats.isSymbolicLink()));
              fs.readdir(in("full")).then(seen::add);
              fs.mkdir(in("x/y"), MkdirOptions.RECURSIVE).then(seen::add);
              fs.mkdir(in("z")).then(seen::add);
              fs.rename(in("g"), in("h")).then(seen::add);
              fs.unlink(in("h")).then(seen::add);
              fs.rmdir(in("z")).then(seen::add);
              fs.access(in("z")).catchError(e -> codeTo(seen, e));
            });
    assertThat(exitCode).isZero();
    assertThat(seen)
        .containsExactly(5L, true, List.of("x"), in("x"), null, null, null, null, "ENOENT");
  }

  private static Void codeTo(List<Object> seen, Throwable error) {
    seen.add(((SystemException) error).code());
    return null;
  }

  @Test
  void shouldThrowFromTheCallsThatWait() throws IOException {
    Fs fs = fsOfNoLoop();
    assertThat(fs.statSync(in("f")).isFile()).isTrue();
    assertThat(fs.lstatSync(in("lf")).isSymbolicLink()).isTrue();
    assertThat(fs.readdirSync(in("full"))).containsExactly("x");
    assertThat(fs.mkdirSync(in("x/y"), MkdirOptions.RECURSIVE)).isEqualTo(in("x"));
    fs.mkdirSync(in("z"));
    fs.renameSync(in("z"), in("y"));
    fs.rmdirSync(in("y"));
    fs.unlinkSync(in("g"));
    fs.accessSync(in("f"));
    assertThat(fs.existsSync(in("f"))).isTrue();
    assertThat(fs.existsSync(in("g"))).isFalse();
    assertThat(fs.existsSync("a\0b")).isFalse();
    assertThatThrownBy(() -> fs.statSync("/no/such/file"))
        .isInstanceOf(SystemException.class)
        .hasMessage("ENOENT: no such file or directory, stat '/no/such/file'");
  }

  @Test
  void shouldRefuseWhatIsNoCallbackOrNoPathInNodesOrder() {
    String noFunction = "The \"cb\" argument must be of type function. Received null";
    for (BiConsumer<Fs, String> call : CALLS_WITHOUT_CALLBACK) {
      assertThat(thrownBy(loop -> call.accept(loop.fs(), "a\0b")))
          .isInstanceOf(InvalidArgTypeException.class)
          .hasMessage(noFunction);
    }
    assertThat(thrownBy(loop -> loop.fs().access("a", (Callback<Void>) null)))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage(noFunction);
    assertThat(thrownBy(loop -> loop.fs().access("a\0b", (Callback<Void>) null)))
        .isInstanceOf(InvalidArgValueException.class);
    assertThat(thrownBy(loop -> loop.fs().rename("a", "it's\0", (e, nothing) -> {})))
        .isInstanceOf(InvalidArgValueException.class)
        .hasMessage(
            "The argument 'newPath' must be a string, Uint8Array, or URL without null bytes."
                + " Received \"it's\\x00\"");
    assertThat(thrownBy(loop -> loop.fs().rename(null, "a\0b", (e, nothing) -> {})))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage(
            "The \"oldPath\" argument must be of type string or an instance of Buffer or URL."
                + " Received null");
  }

  private static final List<BiConsumer<Fs, String>> CALLS_WITHOUT_CALLBACK =
      List.of(
          (fs, path) -> fs.stat(path, null),
          (fs, path) -> fs.lstat(path, null),
          (fs, path) -> fs.unlink(path, null),
          (fs, path) -> fs.rename(path, path, null),
          (fs, path) -> fs.readdir(path, (Callback<List<String>>) null),
          (fs, path) -> fs.mkdir(path, (Callback<Void>) null),
          (fs, path) -> fs.mkdir(path, MkdirOptions.DEFAULT, null),
          (fs, path) -> fs.rmdir(path, null));

  /** The calls that wait need no loop. */
  private static Fs fsOfNoLoop() {
    return new Fs(
        (Registrar)
            Proxy.newProxyInstance(
                Registrar.class.getClassLoader(),
                new Class<?>[] {Registrar.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method + " of the loop was called");
                }));
  }

  private String in(String name) {
    return Layout.in(directory, name);
  }

  private static <T> T valueOf(BiConsumer<EventLoop, Callback<T>> call) {
    Outcome<T> outcome = outcomeOf(call);
    assertThat(outcome.error()).isNull();
    return outcome.valueOrNull();
  }
}
