package io.eventloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.status.Status;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.eventloop.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in {@code conf}: each loads, and is found. */
class ConfFilesTest {
  private static final Path CONF = Path.of("conf");

  @TempDir Path directory;
  private Properties before;

  @BeforeEach
  void forgetWhatWasGiven() {
    before = (Properties) System.getProperties().clone();
    List.of("config.file", "config.resource", "config.url", "logback.configurationFile")
        .forEach(System::clearProperty);
  }

  @AfterEach
  void restoreProperties() {
    System.setProperties(before);
  }

  @Test
  void shouldHaveATestForEachFile() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "application.conf", "cluster.conf", "cluster-tls.conf", "logback.xml");
    }
  }

  private static Config load(String file, String environment) {
    ConfigParseOptions mustExist = ConfigParseOptions.defaults().setAllowMissing(false);
    return ConfigFactory.load(
        ConfigFactory.parseString(environment)
            .withFallback(ConfigFactory.parseFile(CONF.resolve(file).toFile(), mustExist)));
  }

  private static void shouldBeOnTopOfTheSettings(Config config) {
    assertThat(RuntimeSettings.from(config).loop().poolSettings().stuckGrace()).isPositive();
    assertThat(config.getString("pekko.loglevel")).isEqualTo("WARNING");
  }

  @Test
  void shouldLoadTheSettings() {
    shouldBeOnTopOfTheSettings(load("application.conf", ""));
  }

  @Test
  void shouldLoadTheSettingsOfANodeOfACluster() {
    Config config = load("cluster.conf", "");
    shouldBeOnTopOfTheSettings(config);
    assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
    assertThat(config.getString("pekko.cluster.split-brain-resolver.active-strategy"))
        .isEqualTo("keep-oldest");
  }

  @Test
  void shouldLoadTheSettingsOfANodeWithACertificate() {
    Config config = load("cluster-tls.conf", "TLS_STORE = node.p12, TLS_PASSWORD = secret");
    shouldBeOnTopOfTheSettings(config);
    assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
    Config artery = config.getConfig("pekko.remote.artery");
    assertThat(artery.getString("transport")).isEqualTo("tls-tcp");
    assertThat(artery.getString("ssl.config-ssl-engine.key-store")).isEqualTo("node.p12");
    assertThat(artery.getBoolean("ssl.config-ssl-engine.require-mutual-authentication")).isTrue();
  }

  @Test
  void shouldSayWhatTheEnvironmentLacksForACertificate() {
    assertThatExceptionOfType(ConfigException.UnresolvedSubstitution.class)
        .isThrownBy(() -> load("cluster-tls.conf", ""))
        .withMessageContaining("TLS_STORE");
  }

  @Test
  void shouldLoadTheLogging() throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(CONF.resolve("logback.xml").toFile());
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .allMatch(status -> status.getLevel() == Status.INFO);
    assertThat(context.getLogger("io.eventloop.loop").getEffectiveLevel()).isEqualTo(Level.TRACE);
    assertThat(context.getLogger("org.apache.pekko").getEffectiveLevel()).isEqualTo(Level.WARN);
    context.stop();
  }

  @Test
  void shouldPointAtTheFilesWhenTheyAreThere() throws IOException {
    Path settings = Files.createFile(directory.resolve("application.conf"));
    Path logging = Files.createFile(directory.resolve("logback.xml"));
    ConfFiles.useThoseIn(directory, "application.conf");
    assertThat(System.getProperty("config.file")).isEqualTo(settings.toString());
    assertThat(System.getProperty("logback.configurationFile")).isEqualTo(logging.toString());
  }

  @Test
  void shouldPointAtNothingWhenThereAreNone() {
    ConfFiles.useThoseIn(directory.resolve("absent"), "application.conf");
    assertThat(System.getProperty("config.file")).isNull();
    assertThat(System.getProperty("logback.configurationFile")).isNull();
  }

  @Test
  void shouldPointAtTheSettingsThatACommandWants() throws IOException {
    Files.createFile(directory.resolve("application.conf"));
    Path settings = Files.createFile(directory.resolve("cluster.conf"));
    ConfFiles.useThoseIn(directory, "cluster.conf");
    assertThat(System.getProperty("config.file")).isEqualTo(settings.toString());
  }

  @Test
  void shouldPointIntoTheJarWhenThereIsNoFile() {
    ConfFiles.useThoseIn(directory, "reference.conf");
    assertThat(System.getProperty("config.file")).isNull();
    assertThat(System.getProperty("config.resource")).isEqualTo("reference.conf");
  }

  @Test
  void shouldLeaveTheChoiceToTheCommandLineWhenItNamesAnother() throws IOException {
    Files.createFile(directory.resolve("application.conf"));
    System.setProperty("config.resource", "mine.conf");
    ConfFiles.useThoseIn(directory, "application.conf");
    assertThat(System.getProperty("config.file")).isNull();
  }
}
