package io.eventloop.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes keys and certificates with the JDK's keytool, by the commands that the README shows. */
public final class Keytool {
  /** Of each store. */
  public static final String PASSWORD = "not-a-secret";

  private static final Path TOOL = Path.of(System.getProperty("java.home"), "bin", "keytool");

  private final Path directory;

  /** Works in this directory. */
  public Keytool(Path directory) {
    this.directory = directory;
  }

  /** Runs the commands of the README, all of them: {@code node.p12} has a certificate then. */
  public Keytool runReadme() throws IOException, InterruptedException {
    List<String> commands =
        Pattern.compile("(?m)^keytool (.*)$")
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      run(command);
    }
    return this;
  }

  /** Runs one command, {@code $TLS_PASSWORD} in it. */
  public void run(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(TOOL.toString(), "-J-XX:TieredStopAtLevel=1"));
    words.addAll(List.of(command.replace("$TLS_PASSWORD", PASSWORD).split(" ")));
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("keytool %s: %s", command, printed).isZero();
  }

  /** Where a store is. */
  public Path store(String name) {
    return directory.resolve(name);
  }
}
