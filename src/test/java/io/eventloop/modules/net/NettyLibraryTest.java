package io.eventloop.modules.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A program that has not got Netty. */
public class NettyLibraryTest {

  /** Runs where it is missing. */
  public static final class WithoutNetty implements Callable<List<String>> {
    private final List<String> said = new ArrayList<>();

    @Override
    public List<String> call() {
      int exitCode =
          NodeRuntime.run(
              loop -> {
                note(() -> loop.net().createServer(socket -> {}));
                note(() -> loop.net().connect(1));
                note(() -> loop.http().createServer((request, response) -> {}));
                loop.setImmediate(() -> said.add("the loop goes on"));
              });
      said.add("" + exitCode);
      return said;
    }

    private void note(Runnable call) {
      try {
        call.run();
      } catch (IllegalStateException refused) {
        said.add(refused.getMessage());
      }
    }
  }

  @Test
  void shouldSayWhatToAddAndRunAllElse() throws Exception {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*netty-[^/]*\\.jar"))
            .map(NettyLibraryTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Callable<?> program =
          (Callable<?>)
              loader.loadClass(WithoutNetty.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(program.call())
          .isEqualTo(
              List.of(
                  "net needs io.netty:netty-transport among the dependencies",
                  "net needs io.netty:netty-transport among the dependencies",
                  "an HTTP server needs io.netty:netty-codec-http among the dependencies",
                  "the loop goes on",
                  "0"));
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
