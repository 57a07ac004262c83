package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which code each call fails with: every cell is what Node 20.20.2 reports for this layout. */
class FsCodesTest {
  private static final String[] CALLS = {
    "stat", "lstat", "access", "scandir", "unlink", "rmdir", "mkdir", "mkdir -p"
  };

  @TempDir Path directory;

  /** Has a directory that is emptied for each call. */
  private Path fresh(String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    Layout.makeIn(made);
    return made;
  }

  // path, then a column for each of the calls
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | OK | OK | OK | ENOTDIR | OK | ENOTDIR | EEXIST | EEXIST",
        "d | OK | OK | OK | OK | EISDIR | OK | EEXIST | OK",
        "full | OK | OK | OK | OK | EISDIR | ENOTEMPTY | EEXIST | OK",
        "f/ | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | EEXIST | ENOTDIR",
        "f/x | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR",
        "f/. | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR",
        "nowhere | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | OK | OK",
        "nowhere/ | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | OK | OK",
        "nowhere/x | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | OK",
        "nowhere/. | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | OK",
        "d/ | OK | OK | OK | OK | EISDIR | OK | EEXIST | OK",
        "d/. | OK | OK | OK | OK | EISDIR | EINVAL | EEXIST | OK",
        "full/ | OK | OK | OK | OK | EISDIR | ENOTEMPTY | EEXIST | OK",
        "full/.. | OK | OK | OK | OK | EISDIR | ENOTEMPTY | EEXIST | OK",
        "d/.. | OK | OK | OK | OK | EISDIR | ENOTEMPTY | EEXIST | OK",
        "ld | OK | OK | OK | OK | OK | ENOTDIR | EEXIST | OK",
        "ld/ | OK | OK | OK | OK | ENOTDIR | ENOTDIR | EEXIST | OK",
        "lf | OK | OK | OK | ENOTDIR | OK | ENOTDIR | EEXIST | EEXIST",
        "lf/ | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | EEXIST | ENOTDIR",
        "dang | ENOENT | OK | ENOENT | ENOENT | OK | ENOTDIR | EEXIST | ENOENT",
        "dang/ | ENOENT | ENOENT | ENOENT | ENOENT | ENOTDIR | ENOTDIR | EEXIST | ENOENT",
        "dang/x | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT",
        "loop | ELOOP | OK | ELOOP | ELOOP | OK | ENOTDIR | EEXIST | ELOOP",
        "loop/ | ELOOP | ELOOP | ELOOP | ELOOP | ENOTDIR | ENOTDIR | EEXIST | ELOOP",
        "loop/x | ELOOP | ELOOP | ELOOP | ELOOP | ELOOP | ELOOP | ELOOP | ELOOP",
        "ld/x | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | OK | OK",
        "<long> | ENAMETOOLONG | ENAMETOOLONG | ENAMETOOLONG | ENAMETOOLONG | ENAMETOOLONG | ENAMETOOLONG | ENAMETOOLONG | ENAMETOOLONG"
      })
  void shouldFailAsNodeDoes(
      String path,
      String stat,
      String lstat,
      String access,
      String readdir,
      String unlink,
      String rmdir,
      String mkdir,
      String recursive)
      throws IOException {
    String[] codes = {stat, lstat, access, readdir, unlink, rmdir, mkdir, recursive};
    for (int i = 0; i < CALLS.length; i++) {
      GivenPath given = GivenPath.of(Layout.in(fresh("of " + i), path));
      assertThat(codeOf(CALLS[i], given)).as(CALLS[i]).isEqualTo(codes[i]);
    }
  }

  private static String codeOf(String call, GivenPath path) {
    try {
      switch (call) {
        case "stat" -> Names.stat(path);
        case "lstat" -> Names.lstat(path);
        case "access" -> Names.access(path, FsConstants.F_OK);
        case "scandir" -> Listing.names(path);
        case "unlink" -> Names.unlink(path);
        case "rmdir" -> Names.rmdir(path);
        case "mkdir" -> Directories.mkdir(path, MkdirOptions.DEFAULT);
        default -> Directories.mkdir(path, MkdirOptions.RECURSIVE);
      }
      return "OK";
    } catch (SystemException e) {
      String syscall = call.equals("mkdir -p") ? "mkdir" : call;
      assertThat(e.syscall()).isEqualTo(syscall);
      assertThat(e.path()).contains(path.text());
      assertThat(e.dest()).isEmpty();
      assertThat(e.getMessage()).endsWith(", " + syscall + " '" + path.text() + "'");
      return e.code();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | h | OK",
        "f | g | OK",
        "f | d | EISDIR",
        "d | f | ENOTDIR",
        "d | e | OK",
        "e | full | ENOTEMPTY",
        "full | e | OK",
        "f/ | h | ENOTDIR",
        "f | h/ | ENOTDIR",
        "nowhere/ | h | ENOENT",
        "nowhere | f/x | ENOTDIR",
        "d/ | h/ | OK",
        "d | h/ | OK",
        "d | d/x | EINVAL",
        "f | nowhere/x | ENOENT",
        "'' | h | ENOENT",
        "f | '' | ENOENT",
        "f/x | h | ENOTDIR",
        ". | h | EBUSY",
        "d/. | h | EBUSY",
        ".. | h | EBUSY",
        "f | . | EBUSY",
        "/ | h | EBUSY",
        "f | / | EBUSY",
        "full/x | full | ENOTEMPTY",
        "full | full/x | EINVAL",
        "d | full/.. | EBUSY",
        "lf | ld | OK",
        "ld | h | OK",
        "ld/ | h | ENOTDIR",
        "ld | e/ | ENOTDIR",
        "dang | h | OK",
        "dang/ | h | ENOTDIR",
        "f | lf | OK",
        "f | ld/ | ENOTDIR",
        "loop/x | h | ELOOP",
        "f | loop/x | ELOOP",
        "f | f | OK",
        "d | d | OK",
        "f/ | nowhere/x | ENOENT",
        "f | g/ | ENOTDIR",
        "f | d/ | ENOTDIR",
        "d/ | f/ | ENOTDIR",
        "full/ | full/x/y | ENOTDIR",
        "f | full/x/z | ENOTDIR",
        "f/. | h | ENOTDIR",
        "f | e/. | EBUSY"
      })
  void shouldFailToRenameAsNodeDoes(String from, String to, String code) throws IOException {
    Path made = fresh("of");
    String source = Layout.in(made, from);
    String target = Layout.in(made, to);
    String seen = "OK";
    try {
      Names.rename(GivenPath.of(source), GivenPath.of(target));
    } catch (SystemException e) {
      seen = e.code();
      assertThat(e.syscall()).isEqualTo("rename");
      assertThat(e.path()).contains(source);
      assertThat(e.dest()).contains(target);
      assertThat(e.getMessage()).endsWith(", rename '" + source + "' -> '" + target + "'");
    }
    assertThat(seen).isEqualTo(code);
  }

  // path, then a column for each of the flags
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f | OK | OK | OK | OK | OK | EEXIST",
        "d | EISDIR | EISDIR | OK | EISDIR | EISDIR | EEXIST",
        "nowhere | OK | OK | ENOENT | ENOENT | OK | OK",
        "nowhere/ | EISDIR | EISDIR | ENOENT | ENOENT | EISDIR | EISDIR",
        "f/ | EISDIR | EISDIR | ENOTDIR | ENOTDIR | EISDIR | EISDIR",
        "d/ | EISDIR | EISDIR | OK | EISDIR | EISDIR | EISDIR",
        "f/x | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR",
        "nowhere/x | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT | ENOENT",
        "dang | OK | OK | ENOENT | ENOENT | OK | EEXIST",
        "loop | ELOOP | ELOOP | ELOOP | ELOOP | ELOOP | EEXIST",
        ". | EISDIR | EISDIR | OK | EISDIR | EISDIR | EEXIST",
        "lf/ | EISDIR | EISDIR | ENOTDIR | ENOTDIR | EISDIR | EISDIR",
        "ld/ | EISDIR | EISDIR | OK | EISDIR | EISDIR | EISDIR",
        "dang/ | EISDIR | EISDIR | ENOENT | ENOENT | EISDIR | EISDIR",
        "/ | EISDIR | EISDIR | OK | EISDIR | EISDIR | EEXIST",
        "f/. | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR | ENOTDIR",
        "d/. | EISDIR | EISDIR | OK | EISDIR | EISDIR | EEXIST"
      })
  void shouldFailToOpenAsNodeDoes(
      String path, String a, String ap, String r, String rp, String w, String wx)
      throws IOException {
    String[] flags = {"a", "a+", "r", "r+", "w", "wx"};
    String[] codes = {a, ap, r, rp, w, wx};
    for (int i = 0; i < flags.length; i++) {
      GivenPath given = GivenPath.of(Layout.in(fresh("of " + i), path));
      String seen = "OK";
      try {
        OpenFlags.of(flags[i]).open(given, 0666).close();
      } catch (SystemException e) {
        seen = e.code();
        assertThat(e.getMessage()).endsWith(", open '" + given.text() + "'");
      }
      assertThat(seen).as(flags[i]).isEqualTo(codes[i]);
    }
  }
}
