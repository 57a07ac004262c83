package io.eventloop.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Messages as Node 20.20.2 prints them. */
class SystemExceptionTest {

  @Test
  void shouldNameTheFileWhenThereIsOne() {
    SystemException error = SystemException.ofFile("EACCES", "open", "a'b", new IOException());
    assertThat(error).hasMessage("EACCES: permission denied, open 'a'b'");
    assertThat(error.errno()).isEqualTo(-13);
    assertThat(error.path()).contains("a'b");
    assertThat(error.address()).isEmpty();
    assertThat(error.port()).isEmpty();
    assertThat(error).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void shouldNameBothFilesWhenThereAreTwo() {
    SystemException error =
        SystemException.ofFiles("ENOENT", "rename", "/no/such/a", "/no/such/b", null);
    assertThat(error)
        .hasMessage("ENOENT: no such file or directory, rename '/no/such/a' -> '/no/such/b'");
    assertThat(error.path()).contains("/no/such/a");
    assertThat(error.dest()).contains("/no/such/b");
    assertThat(SystemException.ofFile("ENOENT", "open", "f", null).dest()).isEmpty();
  }

  @Test
  void shouldNameTheAddressWhenAConnectionFails() {
    SystemException error = SystemException.ofConnection("ECONNREFUSED", "::1", 80, null);
    assertThat(error).hasMessage("connect ECONNREFUSED ::1:80");
    assertThat(error.syscall()).isEqualTo("connect");
    assertThat(error.address()).contains("::1");
    assertThat(error.port()).hasValue(80);
    assertThat(error.path()).isEmpty();
  }

  @Test
  void shouldNameTheHostWhenItHasNoAddress() {
    SystemException error = SystemException.ofUnknownHost("nowhere.invalid", null);
    assertThat(error).hasMessage("getaddrinfo ENOTFOUND nowhere.invalid");
    assertThat(error.errno()).isEqualTo(-3008);
  }

  @Test
  void shouldRefuseACodeThatItDoesNotKnow() {
    assertThatThrownBy(() -> SystemException.ofFile("EFOO", "open", "f", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("code = EFOO")
        .hasMessageContaining("ENOENT");
  }
}
