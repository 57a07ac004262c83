package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.value.Js;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The core without the optional dependencies of a cluster. */
public class OptionalJarsTest {
  private static final String OPTIONAL =
      ".*(pekko-(cluster|remote|serialization|persistence|distributed|coordination|stream)"
          + "|jackson).*\\.jar";

  /** Runs where the libraries are missing. */
  public static final class WithoutJars implements Callable<List<String>> {
    private String said = "";
    private String printed = "";

    @Override
    public List<String> call() {
      int exitCode =
          NodeRuntime.run(
              loop -> {
                try {
                  loop.cluster().submit("echo", Js.of("a"));
                } catch (IllegalStateException refused) {
                  said = refused.getMessage();
                }
                loop.setImmediate(() -> printed = "the loop goes on");
              });
      return List.of("" + exitCode, said, printed);
    }
  }

  @Test
  void shouldSayWhatToAddAndRunAllElse() throws Exception {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(OPTIONAL))
            .map(OptionalJarsTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Callable<?> program =
          (Callable<?>)
              loader.loadClass(WithoutJars.class.getName()).getDeclaredConstructor().newInstance();

      assertThat(program.call())
          .isEqualTo(
              List.of(
                  "0",
                  "tasks across a cluster need org.apache.pekko:pekko-cluster-typed_2.13 and"
                      + " org.apache.pekko:pekko-serialization-jackson_2.13 among the"
                      + " dependencies",
                  "the loop goes on"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}
