package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

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

  private static String codeOf(String reason) {
    return FileErrors.codeOf(new FileSystemException("f", null, reason));
  }
}
