package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.modules.stream.Streams;
import io.eventloop.value.Callback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that may not open more files says so, and goes on when it has closed some. */
class TooManyFilesTest {
  private static final int LIMIT_SECONDS = 120;

  @TempDir Path directory;

  @Test
  void shouldSayThatThereAreTooMany() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.toRealPath().resolve("f"), "text");
    Path out = directory.resolve("out");
    Process java =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 400 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(java.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      java.destroyForcibly();
    }
    String open = "EMFILE: too many open files, open '" + file + "'";
    assertThat(Files.readAllLines(out).stream().filter(line -> line.startsWith("> ")))
        .containsExactly(
            "> " + open,
            "> " + open,
            "> " + open,
            "> EMFILE: too many open files, scandir '" + directory.toRealPath() + "'",
            "> EMFILE: too many open files, copyfile '" + file + "' -> '" + file + "2'",
            "> text");
  }

  /** In a JVM of its own. */
  static final class Program {
    private final EventLoop loop;
    private final String file;
    private final List<Integer> open = new ArrayList<>();
    private final List<BiConsumer<Fs, Callback<Object>>> calls;

    private Program(EventLoop loop, String file) {
      this.loop = loop;
      this.file = file;
      this.calls =
          List.of(
              (fs, callback) -> fs.readFile(file, callback),
              this::read,
              (fs, callback) -> fs.readdir(Path.of(file).getParent().toString(), callback),
              (fs, callback) -> fs.copyFile(file, file + "2", callback));
    }

    private void read(Fs fs, Callback<Object> callback) {
      ReadStream stream = fs.createReadStream(file);
      Streams.finished(stream, callback);
      stream.resume();
    }

    /** Makes the calls twice: with what they need loaded, there are none left to load it from. */
    public static void main(String[] args) {
      System.exit(
          NodeRuntime.run(
              loop -> {
                Program program = new Program(loop, args[0]);
                program.call(0, false, program::failOnce);
              }));
    }

    private void call(int which, boolean shows, Runnable then) {
      if (which == calls.size()) {
        then.run();
        return;
      }
      calls
          .get(which)
          .accept(
              loop.fs(),
              (error, value) -> {
                if (shows) {
                  System.out.println("> " + (error == null ? "OK" : error.getMessage()));
                }
                call(which + 1, shows, then);
              });
    }

    private void failOnce() {
      loop.fs()
          .unlink(
              file + "2",
              (error, nothing) ->
                  loop.fs().readFile("/" + "x".repeat(300), (failed, text) -> fill()));
    }

    private void fill() {
      loop.fs()
          .open(
              file,
              "r",
              (error, fd) -> {
                if (error == null) {
                  open.add(fd);
                  fill();
                } else {
                  System.out.println("> " + error.getMessage());
                  call(0, true, this::empty);
                }
              });
    }

    private void empty() {
      try {
        for (int fd : open) {
          loop.fs().closeSync(fd);
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      loop.fs().readFile(file, (error, text) -> System.out.println("> " + text));
    }
  }
}
