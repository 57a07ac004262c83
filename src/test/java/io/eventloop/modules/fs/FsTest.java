package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.eventloop.NodeRuntime;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.NodeError;
import io.eventloop.value.Outcome;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reading files, against what Node 20.20.2 prints for {@code fs.readFile(path, 'utf8', (e, t) =>
 * console.log(e ? [e.code, e.errno, e.syscall, e.path, e.message] : t))}.
 */
class FsTest {
  @TempDir Path directory;

  @Test
  void shouldReadTextWhenTheFileExists() throws IOException {
    Path file = Files.writeString(directory.resolve("a file"), "Grüße, 世界 😀\n");
    assertThat(read(file.toString()).valueOrNull()).isEqualTo("Grüße, 世界 😀\n");
  }

  @Test
  void shouldYieldTheEmptyTextWhenTheFileIsEmpty() throws IOException {
    Path file = Files.createFile(directory.resolve("empty"));
    assertThat(read(file.toString()).valueOrNull()).isEmpty();
  }

  @Test
  void shouldReadToTheEndWhenTheFileDoesNotKnowItsSize() {
    assertThat(read("/proc/self/status").valueOrNull()).contains("VmRSS");
  }

  @Test
  void shouldReadBytesAsTheyAre() throws IOException {
    byte[] content = {0, -1, (byte) 0x80, 10, 13};
    Path file = Files.write(directory.resolve("bytes"), content);
    Outcome<byte[]> outcome =
        outcomeOf((loop, callback) -> loop.fs().readFileBytes(file.toString(), callback));
    assertThat(outcome.valueOrNull()).isEqualTo(content);
  }

  // for each: fs.writeFileSync('b', Buffer.from(hex, 'hex'));
  // [...fs.readFileSync('b', 'utf8')].map(c => c.codePointAt(0).toString(16)).join(' ')
  @ParameterizedTest
  @CsvSource({
    "e282, fffd",
    "f09f98, fffd",
    "c080, fffd fffd",
    "eda080, fffd fffd fffd",
    "fffe61, fffd fffd 61",
    "f0808080, fffd fffd fffd fffd",
    "efbbbf61, feff 61",
    "61e28261, 61 fffd 61"
  })
  void shouldReplaceWhatIsNotUtf8AsNodeDoes(String hex, String codePoints) throws IOException {
    Path file = Files.write(directory.resolve("b"), HexFormat.of().parseHex(hex));
    String text = read(file.toString()).valueOrNull();
    assertThat(text).isNotNull();
    assertThat(text.codePoints().mapToObj(Integer::toHexString).toList())
        .containsExactly(codePoints.split(" "));
  }

  @Test
  void shouldSayEnoentWhenThereIsNoFile() {
    assertFails("test.txt", "ENOENT", -2, "ENOENT: no such file or directory, open 'test.txt'");
    assertFails("", "ENOENT", -2, "ENOENT: no such file or directory, open ''");
  }

  @Test
  void shouldSayEisdirWithoutAPathWhenItIsADirectory() {
    SystemException error = errorOf("/etc");
    assertThat(error.code()).isEqualTo("EISDIR");
    assertThat(error.errno()).isEqualTo(-21);
    assertThat(error.syscall()).isEqualTo("read");
    assertThat(error.path()).isEmpty();
    assertThat(error).hasMessage("EISDIR: illegal operation on a directory, read");
  }

  @Test
  void shouldSayEnotdirWhenAPartOfThePathIsAFile() {
    for (String path : List.of("pom.xml/x", "pom.xml/x/y", "pom.xml/", "pom.xml/.")) {
      assertFails(path, "ENOTDIR", -20, "ENOTDIR: not a directory, open '" + path + "'");
    }
  }

  @Test
  void shouldSayEloopWhenALinkGoesInCircles() throws IOException {
    Path link = directory.resolve("loop");
    Files.createSymbolicLink(link, link);
    assertFails(
        link.toString(),
        "ELOOP",
        -40,
        "ELOOP: too many symbolic links encountered, open '" + link + "'");
  }

  @Test
  void shouldSayEnametoolongWhenTheNameIsTooLong() {
    String name = "x".repeat(300);
    assertFails(name, "ENAMETOOLONG", -36, "ENAMETOOLONG: name too long, open '" + name + "'");
  }

  @Test
  void shouldSayThatAFileIsTooLargeWhenNoBufferHoldsIt() throws IOException {
    Path file = directory.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    Throwable error = read(file.toString()).error();
    assertThat(error).hasMessage("File size (3221225472) is greater than 2 GiB");
    assertThat(((NodeError) error).name()).isEqualTo("RangeError");
    assertThat(((NodeError) error).code()).isEqualTo("ERR_FS_FILE_TOO_LARGE");
  }

  @Test
  void shouldReadToTheEndWhenTheFileIsShorterThanItSays() throws IOException {
    Path file = Path.of("/sys/kernel/mm/transparent_hugepage/enabled"); // says 4096
    assumeThat(file).exists();
    assertThat(read(file.toString()).valueOrNull()).isEqualTo(Files.readString(file));
  }

  @Test
  void shouldThrowAtOnceWhenAnArgumentIsNotAccepted() {
    assertThat(thrownBy(loop -> loop.fs().readFile("a\0b", (error, text) -> {})))
        .isInstanceOf(InvalidArgValueException.class)
        .hasMessage(
            "The argument 'path' must be a string, Uint8Array, or URL without null bytes."
                + " Received 'a\\x00b'");
    assertThat(thrownBy(loop -> loop.fs().readFile("pom.xml", (Callback<String>) null)))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"cb\" argument must be of type function. Received null");
  }

  @Test
  void shouldRunTheCallbackOnTheLoopAfterTheCallHasReturned() {
    List<String> order = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.fs()
              .readFile("pom.xml", (error, text) -> order.add(Thread.currentThread().getName()));
          order.add("called");
        });
    assertThat(order).containsExactly("called", "main");
  }

  @Test
  void shouldSettleThePromiseWhenThereIsNoCallback() throws IOException {
    List<Object> seen = new ArrayList<>();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              loop.fs().readFile("pom.xml").then(text -> seen.add(text));
              loop.fs().readFileBytes("pom.xml").then(bytes -> seen.add(bytes));
              loop.fs().readFile("test.txt").catchError(e -> String.valueOf(seen.add(e)));
            });
    assertThat(exitCode).isZero();
    assertThat(seen.get(0)).isInstanceOf(SystemException.class); // known after one trip
    assertThat(seen.get(1)).isEqualTo(Files.readString(Path.of("pom.xml")));
    assertThat(seen.get(2)).isEqualTo(Files.readAllBytes(Path.of("pom.xml")));
  }

  @Test
  void shouldExitWith1WhenARejectionHasNoHandler() {
    assertThat(NodeRuntime.run(SETTINGS, loop -> loop.fs().readFile("test.txt"))).isEqualTo(1);
  }

  private static void assertFails(String path, String code, int errno, String message) {
    SystemException error = errorOf(path);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.errno()).isEqualTo(errno);
    assertThat(error.syscall()).isEqualTo("open");
    assertThat(error.path()).contains(path);
    assertThat(error).hasMessage(message);
  }

  private static SystemException errorOf(String path) {
    return (SystemException) read(path).error();
  }

  private static Outcome<String> read(String path) {
    return outcomeOf((loop, callback) -> loop.fs().readFile(path, callback));
  }
}
