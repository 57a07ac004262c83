package io.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Keytool;
import io.eventloop.testing.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose nodes know each other by certificate: {@code conf/cluster-tls.conf}. */
class MutualTlsTest {
  @TempDir static Path directory;

  private static Keytool ours;
  private static Keytool theirs;
  private static TestNode first;

  @BeforeAll
  static void startTheFirst() throws IOException, InterruptedException {
    ours = new Keytool(Files.createDirectory(directory.resolve("ours"))).runReadme();
    theirs = new Keytool(Files.createDirectory(directory.resolve("theirs"))).runReadme();
    first = TestNode.first("cluster-tls.conf", store(ours.store("node.p12")));
  }

  @AfterAll
  static void stop() {
    first.stop();
  }

  private static String store(Path store) {
    return "TLS_STORE = \"%s\", TLS_PASSWORD = %s%n".formatted(store, Keytool.PASSWORD);
  }

  private static void shouldBeRefused(TestNode stranger) {
    stranger.joins(first);

    stranger.awaitEnd();

    assertThat(first.members()).containsExactly(first.address());
  }

  @Test
  void shouldTakeANodeWithACertificate() {
    TestNode second = TestNode.joining(first, "cluster-tls.conf", store(ours.store("node.p12")));
    assertThat(second.members()).containsExactlyInAnyOrder(first.address(), second.address());
    second.leave();
  }

  @Test
  void shouldRefuseANodeWithoutACertificate() throws IOException, InterruptedException {
    ours.run(
        "-importcert -noprompt -alias ca -file ca.pem -keystore none.p12 -storepass $TLS_PASSWORD");
    shouldBeRefused(TestNode.start("cluster-tls.conf", store(ours.store("none.p12"))));
  }

  @Test
  void shouldRefuseANodeOfAnotherAuthority() {
    shouldBeRefused(TestNode.start("cluster-tls.conf", store(theirs.store("node.p12"))));
  }

  @Test
  void shouldRefuseANodeThatDoesNotEncrypt() {
    shouldBeRefused(TestNode.start("cluster.conf", ""));
  }
}
