package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes of errors that a test cannot have at will: root may read every file. */
class FileErrorsTest {

  @Test
  void shouldSayEaccesWhenAccessIsDenied() {
    assertThat(FileErrors.codeOf(new AccessDeniedException("f"))).isEqualTo("EACCES");
  }

  @Test
  void shouldTellFullTablesApartWhenTheirTextsBeginAlike() {
    assertThat(codeOf("Too many open files")).isEqualTo("EMFILE");
    assertThat(codeOf("Too many open files in system")).isEqualTo("ENFILE");
  }

  @Test
  void shouldSayEnotdirWithoutTheTextWhenAPartOfThePathIsAFile() {
    FileSystemException german = new FileSystemException("pom.xml/x", null, "Ist kein Verzeichnis");
    assertThat(FileErrors.codeOf(german)).isEqualTo("ENOTDIR");
  }

  @Test
  void shouldSayUnknownWhenTheTextIsNotKnown() {
    assertThat(codeOf("Stale file handle")).isEqualTo("UNKNOWN");
    assertThat(codeOf(null)).isEqualTo("UNKNOWN");
    assertThat(FileErrors.codeOf(new IOException("Input/output error"))).isEqualTo("EIO");
  }

  @Test
  void shouldSeeTheReasonWithoutTheTextWhenItIsInAnotherLanguage() {
    String name = "x".repeat(300);
    assertThat(FileErrors.codeOf(new FileSystemException(name, null, "Dateiname zu lang")))
        .isEqualTo("ENAMETOOLONG");
    assertThat(codeOf("Zu viele Ebenen or unable to access attributes of symbolic link"))
        .isEqualTo("ELOOP");
  }

  @Test
  void shouldSeeWhyARenameFailedWhenTheTextIsInAnotherLanguage(@TempDir Path directory)
      throws IOException {
    Layout.makeIn(directory);
    String[][] table = {
      {"d", "d/x", "EINVAL"},
      {"e", "full", "ENOTEMPTY"},
      {"f", "d", "EISDIR"},
      {"d", "f", "ENOTDIR"},
      {"g", "f/x", "ENOTDIR"},
      {"f", "e/.", "EBUSY"},
      {"..", "h", "EBUSY"},
      {"full/x", "full", "ENOTEMPTY"},
      {"f", "g", "UNKNOWN"},
      {"f", "h", "UNKNOWN"}
    };
    for (String[] row : table) {
      Path source = Path.of(Layout.in(directory, row[0]));
      Path target = Path.of(Layout.in(directory, row[1]));
      assertThat(FileLook.codeOfRename(source, target))
          .as("%s %s", row[0], row[1])
          .isEqualTo(row[2]);
    }
  }

  private static String codeOf(String reason) {
    return FileErrors.codeOf(new FileSystemException("f", null, reason));
  }
}
