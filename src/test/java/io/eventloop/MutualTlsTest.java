package io.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.eventloop.testing.Keytool;
import io.eventloop.testing.TestNode;
import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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

  /** The stranger knocks, is told this, and is not let in. */
  private static void shouldBeRefused(TestNode stranger, String answer) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      stranger.joins(first);

      Waiting.until(answer, () -> hasLogged(log, answer));
    } finally {
      root.detachAppender(log);
      stranger.stop();
    }
    assertThat(first.members()).containsExactly(first.address());
  }

  private static boolean hasLogged(ListAppender<ILoggingEvent> log, String text) {
    return List.copyOf(log.list).stream()
        .anyMatch(event -> event.getFormattedMessage().contains(text));
  }

  @Test
  void shouldTakeANodeWithACertificate() {
    TestNode second = TestNode.joining(first, "cluster-tls.conf", store(ours.store("node.p12")));
    assertThat(first.members()).containsExactlyInAnyOrder(first.address(), second.address());
    second.leave();
    Waiting.until("the second is gone", () -> first.members().size() == 1);
  }

  @Test
  void shouldRefuseANodeWithoutACertificate() throws IOException, InterruptedException {
    ours.run(
        "-importcert -noprompt -alias ca -file ca.pem -keystore none.p12 -storepass $TLS_PASSWORD");
    shouldBeRefused(
        TestNode.start("cluster-tls.conf", store(ours.store("none.p12"))),
        "SSLHandshakeException: Received fatal alert");
  }

  @Test
  void shouldRefuseANodeOfAnotherAuthority() throws IOException, InterruptedException {
    theirs.run( // trusts us, so that it is we who refuse
        "-importcert -noprompt -alias ours -file "
            + ours.store("ca.pem")
            + " -keystore node.p12 -storepass $TLS_PASSWORD");
    shouldBeRefused(
        TestNode.start("cluster-tls.conf", store(theirs.store("node.p12"))),
        "SSLHandshakeException: Received fatal alert");
  }

  @Test
  void shouldRefuseANodeThatDoesNotEncrypt() {
    shouldBeRefused(TestNode.start("cluster.conf", ""), "Couldn't join seed nodes");
  }
}
