package io.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the two jars: the library's and the runnable one. */
class PackagingIT {
  private static final Path LIBRARY = Path.of(System.getProperty("library.jar"));
  private static final Path APP = Path.of(System.getProperty("app.jar"));

  @Test
  void shouldHaveOnlyClassesAndReferenceConfInTheLibrary() throws IOException {
    try (JarFile jar = new JarFile(LIBRARY.toFile())) {
      assertThat(names(jar))
          .contains("reference.conf", "io/eventloop/cli/Main.class")
          .allMatch(
              name ->
                  name.equals("reference.conf")
                      || name.startsWith("META-INF/")
                      || name.equals("io/eventloop/cli/test.txt") // what the demo reads
                      || name.matches("io/eventloop/.*\\.class"))
          .noneMatch(name -> name.matches(".*(Test|IT)(\\$.*)?\\.class"));
    }
  }

  @Test
  void shouldNameTheModuleAndTheVersionInTheLibrary() throws IOException {
    try (JarFile jar = new JarFile(LIBRARY.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.eventloop");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
    }
  }

  @Test
  void shouldMergeTheReferenceConfsInTheApp() throws IOException {
    Config config = parse("reference.conf").resolve();
    assertThat(config.hasPath("pekko.actor.typed")).isTrue();
    assertThat(config.hasPath("pekko.actor.default-dispatcher")).isTrue();
    assertThat(config.hasPath("pekko.cluster")).isTrue();
    assertThat(config.hasPath("pekko.remote.artery")).isTrue();
    assertThat(config.hasPath("pekko.serialization.jackson")).isTrue();
    assertThat(config.hasPath("eventloop")).isTrue();
  }

  @Test
  void shouldHaveWhatAClusterNeedsInTheAppAndNoMore() throws IOException {
    try (JarFile jar = new JarFile(APP.toFile())) {
      assertThat(names(jar))
          .contains(
              "org/apache/pekko/cluster/typed/Cluster.class",
              "org/apache/pekko/serialization/jackson/JacksonCborSerializer.class")
          .noneMatch(
              name -> name.matches("org/apache/pekko/persistence/.*|(jni|jnr|net/jpountz)/.*"));
    }
    Config node = parse("cluster.conf");
    assertThat(node.getString("pekko.actor.provider")).isEqualTo("cluster");
    assertThat(node.getString("pekko.loglevel")).isEqualTo("WARNING");
    assertThat(parse("cluster-tls.conf").getString("pekko.remote.artery.transport"))
        .isEqualTo("tls-tcp");
  }

  @Test
  void shouldRunTheAppWithTheSettingsInConf() throws IOException {
    try (JarFile jar = new JarFile(APP.toFile())) {
      assertThat(names(jar))
          .contains("application.conf", "logback.xml", "picocli/CommandLine.class")
          .doesNotHaveDuplicates()
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo("io.eventloop.cli.Main");
    }
    assertThat(parse("application.conf").hasPath("pekko.loglevel")).isTrue();
    assertThat(text("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")).contains("logback");
  }

  private static Config parse(String entry) throws IOException {
    ClassLoader noOther = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader app = new URLClassLoader(new URL[] {APP.toUri().toURL()}, noOther)) {
      return ConfigFactory.parseResources(app, entry);
    }
  }

  private static String text(String entry) throws IOException {
    try (JarFile jar = new JarFile(APP.toFile())) {
      byte[] bytes = jar.getInputStream(jar.getEntry(entry)).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static List<String> names(JarFile jar) {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
  }
}
