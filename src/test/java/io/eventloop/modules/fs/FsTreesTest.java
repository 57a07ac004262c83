package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.outcomeOf;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.value.Callback;
import io.eventloop.value.NodeError;
import io.eventloop.value.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trees, as Node 20.20.2 lists, makes and removes them. */
class FsTreesTest {
  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    Layout.makeIn(directory);
    Files.createDirectories(directory.resolve("t/a/b/c"));
    Files.createDirectories(directory.resolve("t/z"));
    for (String name : List.of("m", "a/1", "a/b/2", "a/b/c/3", "z/4", "A")) {
      Files.createFile(directory.resolve("t").resolve(name));
    }
    Files.createSymbolicLink(directory.resolve("t/z/up"), Path.of(".."));
  }

  private String in(String name) {
    return Layout.in(directory, name);
  }

  @Test
  void shouldListATreeLevelByLevel() {
    Outcome<List<String>> names =
        outcomeOf((loop, cb) -> loop.fs().readdir(in("t"), ReaddirOptions.RECURSIVE, cb));
    assertThat(names.valueOrNull())
        .containsExactly(
            "A", "a", "m", "z", "a/1", "a/b", "z/4", "z/up", "a/b/2", "a/b/c", "a/b/c/3");
  }

  @Test
  void shouldTellTheTypesOfEntries() {
    Outcome<List<Dirent>> entries =
        outcomeOf(
            (loop, cb) -> loop.fs().readdirWithFileTypes(in("t/"), ReaddirOptions.RECURSIVE, cb));
    String top = in("t/");
    assertThat(entries.valueOrNull())
        .startsWith(
            new Dirent("A", top, 0100000),
            new Dirent("a", top, 0040000),
            new Dirent("m", top, 0100000))
        .contains(new Dirent("up", in("t/z"), 0120000), new Dirent("3", in("t/a/b/c"), 0100000));
    assertThat(entries.valueOrNull().get(1).isDirectory()).isTrue();
    assertThat(entries.valueOrNull().get(1).isFile()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, 'ENOENT: no such file or directory, scandir '",
    "full/x, 'ENOTDIR: not a directory, scandir '",
    "loop, 'ELOOP: too many symbolic links encountered, scandir '"
  })
  void shouldFailToListAsNodeDoes(String name, String message) {
    String whole = message + "'" + in(name) + "'";
    for (ReaddirOptions options : List.of(ReaddirOptions.DEFAULT, ReaddirOptions.RECURSIVE)) {
      assertThat(
              outcomeOf(
                      (EventLoop loop, Callback<List<String>> cb) ->
                          loop.fs().readdir(in(name), options, cb))
                  .error())
          .hasMessage(whole);
      assertThat(
              outcomeOf(
                      (EventLoop loop, Callback<List<Dirent>> cb) ->
                          loop.fs().readdirWithFileTypes(in(name), options, cb))
                  .error())
          .hasMessage(whole);
    }
  }

  @Test
  void shouldMakeADirectoryOfItsOwn() throws IOException {
    Outcome<String> one = outcomeOf((loop, cb) -> loop.fs().mkdtemp(in("d/a-"), cb));
    Outcome<String> other = outcomeOf((loop, cb) -> loop.fs().mkdtemp(in("d/a-"), cb));
    assertThat(one.valueOrNull()).matches(in("d/a-") + "[A-Za-z0-9]{6}");
    assertThat(other.valueOrNull()).isNotEqualTo(one.valueOrNull());
    assertThat(Files.getPosixFilePermissions(Path.of(one.valueOrNull())))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere/x-, 'ENOENT: no such file or directory, mkdtemp '",
    "f/, 'ENOTDIR: not a directory, mkdtemp '"
  })
  void shouldFailToMakeADirectoryOfItsOwn(String prefix, String message) {
    Outcome<String> made = outcomeOf((loop, cb) -> loop.fs().mkdtemp(in(prefix), cb));
    assertThat(made.error()).hasMessageMatching(message + "'" + in(prefix) + "\\w{6}'");
  }

  @Test
  void shouldRefuseAnEmptyPrefix() {
    Outcome<String> made = outcomeOf((loop, callback) -> loop.fs().mkdtemp("", callback));
    assertThat(made.error()).hasMessage("EINVAL: invalid argument, mkdtemp 'XXXXX'");
  }

  // path, recursive, force; % is the directory
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | false | false | OK",
        "f | true | true | OK",
        "ld | true | false | OK",
        "t | true | false | OK",
        "t/ | true | false | OK",
        "nowhere | false | true | OK",
        "nowhere | true | true | OK",
        "'' | false | true | OK",
        "nowhere | false | false | ENOENT: no such file or directory, lstat '%/nowhere'",
        "nowhere | true | false | ENOENT: no such file or directory, lstat '%/nowhere'",
        "'' | false | false | ENOENT: no such file or directory, lstat ''",
        "f/x | true | true | ENOTDIR: not a directory, lstat '%/f/x'",
        "f/ | false | false | ENOTDIR: not a directory, lstat '%/f/'",
        "loop/x | false | false | ELOOP: too many symbolic links encountered, lstat '%/loop/x'",
        "full/. | true | false | EINVAL: invalid argument, rmdir '%/full/.'",
        "d | false | false | Path is a directory: rm returned EISDIR (is a directory) %/d",
        "d | false | true | Path is a directory: rm returned EISDIR (is a directory) %/d"
      })
  void shouldRemoveAsNodeDoes(String name, boolean recursive, boolean force, String message) {
    RmOptions options = new RmOptions(recursive, force);
    Throwable error =
        outcomeOf((EventLoop loop, Callback<Void> cb) -> loop.fs().rm(in(name), options, cb))
            .error();
    if (message.equals("OK")) {
      assertThat(error).isNull();
      if (!name.isEmpty()) {
        assertThat(Files.exists(Path.of(in(name)), NOFOLLOW_LINKS)).isFalse();
      }
    } else {
      assertThat(error).hasMessage(message.replace("%", directory.toString()));
    }
    assertThat(directory.resolve("d")).as("what a link leads to").isDirectory();
    assertThat(directory.resolve("full/x")).exists();
  }

  @Test
  void shouldSayThatItIsADirectoryAsNodesSystemError() {
    NodeError error =
        (NodeError)
            outcomeOf((EventLoop loop, Callback<Void> cb) -> loop.fs().rm(in("d"), cb)).error();
    assertThat(error.name()).isEqualTo("SystemError");
    assertThat(error.code()).isEqualTo("ERR_FS_EISDIR");
  }
}
