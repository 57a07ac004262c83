package io.eventloop.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One server of the http benchmark, in a process of its own, until that is ended. */
@Command(name = "http-fork", description = "One HTTP server; what the comparison starts.")
final class HttpFork implements Callable<Integer> {
  @Parameters(index = "0", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  HttpSide side;

  @Parameters(index = "1", description = "Where it listens.")
  int port;

  @Parameters(index = "2", description = "What it answers with at /file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  String file;

  @Override
  public Integer call() throws InterruptedException {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    side.serve(port, file);
    return 0;
  }

  /** Starts one and waits until it listens. */
  static Process spawn(HttpSide side, int port, Path file, String node) throws IOException {
    Process process =
        new ProcessBuilder(command(side, port, file, node))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(HttpSide.READY)) {
        return process;
      }
    }
    process.destroyForcibly();
    throw new IOException(side + " does not listen");
  }

  private static List<String> command(HttpSide side, int port, Path file, String node)
      throws IOException {
    if (side == HttpSide.NODE) {
      Path script = file.resolveSibling("http.js");
      try (InputStream source = HttpFork.class.getResourceAsStream("/http.js")) {
        Files.copy(Objects.requireNonNull(source), script, StandardCopyOption.REPLACE_EXISTING);
      }
      return List.of(node, script.toString(), "" + port, file.toString());
    }
    List<String> all = new ArrayList<>(Jvm.java());
    all.addAll(List.of("-Xms512m", "-Xmx512m", "-cp", System.getProperty("java.class.path")));
    all.addAll(List.of(Main.class.getName(), "http-fork", side.name(), "" + port));
    all.add(file.toString());
    return all;
  }
}
