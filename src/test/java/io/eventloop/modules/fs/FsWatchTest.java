package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.ActiveResource;
import io.eventloop.testing.Waiting;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watching files, as Node 20.20.2 does it on Linux. */
@Timeout(120)
class FsWatchTest {
  private static final String THREAD = "eventloop-fs-watch";

  @TempDir Path directory;

  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void makeFiles() throws IOException {
    Layout.makeIn(directory);
  }

  @AfterEach
  void shouldLeaveNoThread() {
    Waiting.until("the thread ends with the last watcher", () -> !isThreadThere());
  }

  private static boolean isThreadThere() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(THREAD));
  }

  private String in(String name) {
    return Layout.in(directory, name);
  }

  /** Watches until it sees this, and no longer. */
  private FSWatcher watch(EventLoop loop, String path, Predicate<String> last)
      throws SystemException {
    FSWatcher[] watcher = {null};
    watcher[0] =
        loop.fs()
            .watch(
                path,
                (event, name) -> {
                  seen.add(event + " " + name);
                  if (last.test(event + " " + name)) {
                    watcher[0].close();
                  }
                });
    watcher[0].on("close", () -> seen.add("close"));
    return watcher[0];
  }

  @Test
  void shouldTellWhatComesAndGoesInADirectory() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              watch(loop, in("d"), "rename b"::equals);
              Path made = directory.resolve("d/a");
              Files.writeString(made, "x");
              Files.move(made, directory.resolve("d/b"));
            });
    assertThat(exitCode).isZero();
    assertThat(seen).startsWith("rename a").contains("rename b").endsWith("close");
  }

  @Test
  void shouldTellOfAFileOnlyWhatConcernsIt() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              watch(loop, in("lf"), "change lf"::equals);
              Files.writeString(directory.resolve("g"), "another");
              Files.writeString(directory.resolve("f"), "the one that the link leads to");
            });
    assertThat(exitCode).isZero();
    assertThat(seen).containsExactly("change lf", "close");
  }

  @Test
  void shouldTellThatTheDirectoryItselfHasGone() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              watch(loop, in("d"), "rename d"::equals);
              Files.delete(directory.resolve("d"));
            });
    assertThat(exitCode).isZero();
    assertThat(seen).containsExactly("rename d", "close");
  }

  @Test
  void shouldServeSeveralWatchersOfOneDirectory() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              watch(loop, in("d"), "rename a"::equals);
              watch(loop, in("d"), "rename b"::equals);
              Files.createFile(directory.resolve("d/a"));
              Files.createFile(directory.resolve("d/b"));
            });
    assertThat(exitCode).isZero();
    assertThat(seen).containsOnlyOnce("rename b");
    assertThat(seen.stream().filter("rename a"::equals)).hasSize(2);
    assertThat(seen.stream().filter("close"::equals)).hasSize(2);
  }

  @Test
  void shouldEmitCloseInATickAndKeepTheLoopUntilThen() {
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          FSWatcher watcher = watch(loop, in("d"), event -> false);
          loop.setImmediate(
              () -> {
                seen.add(loop.activeResources().stream().map(ActiveResource::type).toList() + "");
                watcher.close();
                watcher.close();
                seen.add("closed");
                loop.setImmediate(() -> seen.add("immediate"));
              });
        });
    assertThat(seen).containsExactly("[FSEvent]", "closed", "close", "immediate");
  }

  @Test
  void shouldLetTheLoopEndWhenItIsUnreferenced() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              watch(loop, in("d"), event -> false).unref();
              watch(loop, in("d"), "rename a"::equals).unref().ref();
              Files.createFile(directory.resolve("d/a"));
            });
    assertThat(exitCode).isZero();
    assertThat(seen).contains("rename a", "close");
  }

  @Test
  void shouldCloseWhenItsSignalIsAborted() {
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          AbortController controller = new AbortController();
          loop.fs()
              .watch(in("d"), controller.signal(), (event, name) -> {})
              .on("close", () -> seen.add("closed"));
          loop.fs()
              .watch(in("d"), AbortSignal.abort(), (event, name) -> {})
              .on("close", () -> seen.add("closed in a tick"));
          loop.setImmediate(() -> controller.abort());
        });
    assertThat(seen).containsExactly("closed in a tick", "closed");
  }

  @Test
  void shouldThrowAtOnceWhatItCannotWatch() {
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          String[][] cases = {
            {"nowhere", "ENOENT: no such file or directory, watch '%'"},
            {"f/x", "ENOTDIR: not a directory, watch '%'"},
            {"loop", "ELOOP: too many symbolic links encountered, watch '%'"},
            {"", "ENOENT: no such file or directory, watch"}
          };
          for (String[] each : cases) {
            assertThatThrownBy(() -> loop.fs().watch(in(each[0]), (event, name) -> {}))
                .isInstanceOf(SystemException.class)
                .hasMessage(each[1].replace("%", in(each[0])));
            seen.add(each[0]);
          }
        });
    assertThat(seen).hasSize(4);
  }
}
