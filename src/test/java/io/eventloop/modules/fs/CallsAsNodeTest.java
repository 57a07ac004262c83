package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.loop.Promise;
import io.eventloop.value.NodeError;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each call says and does for each path, in both forms: {@code fs-calls/calls.js}, line for
 * line, with what Node 20.20.2 printed.
 */
class CallsAsNodeTest {
  private static final String LONG = "x".repeat(300);
  private static final String PATHS =
      "f d full f/ f/x nowhere nowhere/ nowhere/x d/ d/. full/.. ld lf ld/ lf/ dang dang/ loop"
          + " loop/x <long> - .";
  private static final String FROM = "f d full nowhere f/ f/x ld lf dang loop - full/x";
  private static final String TO =
      "new new/ g d e full nowhere/x f f/x ld lf dang loop - d/x <long>";

  @TempDir Path directory;

  private final List<String> printed = new ArrayList<>();
  private Fs fs;
  private int made;

  /** A call, and what it is given. */
  private record Row(FsCall call, List<String> names) {}

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (FsCall call : FsCall.onOne()) {
      for (String path : names(PATHS)) {
        if (!(call.name().startsWith("rm recursive") && path.equals("full/.."))) { // by chance
          rows.add(new Row(call, List.of(path)));
        }
      }
    }
    for (FsCall call : FsCall.onTwo()) {
      for (String from : names(FROM)) {
        for (String to : names(TO)) {
          rows.add(new Row(call, List.of(from, to)));
        }
      }
    }
    return rows;
  }

  private static List<String> names(String text) {
    return Stream.of(text.split(" ")).map(name -> name.equals("-") ? "" : name).toList();
  }

  @Test
  void shouldSayAndDoAsNodeDoes() throws IOException {
    makeLayout();
    int code =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              fs = loop.fs();
              Promise<Void> last = Promise.resolve();
              for (Row row : rows()) {
                last = last.thenCompose(before -> show(row));
              }
            });
    assertThat(code).isZero();
    try (InputStream out = CallsAsNodeTest.class.getResourceAsStream("/fs-calls/calls.out")) {
      List<String> byNode = new String(out.readAllBytes(), UTF_8).lines().toList();
      assertThat(printed)
          .containsExactlyElementsOf(byNode.stream().map(CallsAsNodeTest::withoutSlash).toList());
    }
  }

  /** Where Node leaves a slash at the end of what a link leads to: no path of Java's has one. */
  private static String withoutSlash(String line) {
    return line.startsWith("symlink") ? line.replaceFirst("@%/f/( |$)", "@%/f$1") : line;
  }

  private Promise<Void> show(Row row) {
    String head =
        row.names().stream()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(" ", row.call().name() + " ", ""));
    return said(row, false)
        .thenCompose(
            called ->
                said(row, true)
                    .thenAccept(
                        promised -> {
                          if (called.equals(promised)) {
                            printed.add(head + ": " + called);
                          } else {
                            printed.add(head + ", callback: " + called);
                            printed.add(head + ", promise: " + promised);
                          }
                        }));
  }

  /** Anew where a call has changed something. */
  private void makeLayout() {
    Path root = directory.resolve("of" + ++made);
    try {
      Layout.makeIn(Files.createDirectory(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Promise<String> said(Row row, boolean promised) {
    Path root = directory.resolve("of" + made);
    String before = tree(root);
    String[] paths = row.names().stream().map(name -> Layout.in(root, name)).toArray(String[]::new);
    Promise<?> settled = promised ? row.call().promised().begin(fs, paths) : called(row, paths);
    return settled
        .then(value -> ("OK " + shown(value)).strip())
        .catchError(error -> why(error))
        .then(
            what -> {
              String after = tree(root);
              if (!after.equals(before)) {
                makeLayout();
              }
              String all = what + (after.equals(before) ? "" : " # " + after);
              return all.replace(root.toString(), "%")
                  .replace(LONG, "<long>")
                  .replace("OK " + Path.of("").toAbsolutePath(), "OK <cwd>");
            });
  }

  private Promise<?> called(Row row, String[] paths) {
    return new Promise<>(
        (resolve, reject) ->
            row.call()
                .called()
                .begin(
                    fs,
                    paths,
                    (error, value) -> {
                      if (error == null) {
                        resolve.accept(value);
                      } else {
                        reject.accept(error);
                      }
                    }));
  }

  private String shown(Object value) {
    if (value instanceof Integer fd) {
      closeSync(fd);
      return "open";
    }
    if (value instanceof FileHandle handle) {
      handle.close();
      return "open";
    }
    if (value instanceof Stats stats) {
      return (stats.isFile() ? stats.size() : "") + kind(stats);
    }
    if (value instanceof List<?> entries) {
      return entries.stream().map(CallsAsNodeTest::entry).sorted().collect(Collectors.joining(","));
    }
    return value == null ? "" : value.toString();
  }

  private void closeSync(int fd) {
    try {
      fs.closeSync(fd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(Object entry) {
    return entry instanceof Dirent typed
        ? typed.parentPath() + " " + typed.name() + kind(typed)
        : entry.toString();
  }

  private static String kind(FileKind file) {
    return file.isDirectory() ? "/" : file.isSymbolicLink() ? "@" : "";
  }

  /** The message says it all, else the code is shown too. */
  private static String why(Throwable error) {
    if (!(error instanceof SystemException system)) {
      return error.getMessage() + " " + ((NodeError) error).code();
    }
    String fields =
        system.syscall()
            + system.path().map(path -> " '" + path + "'").orElse("")
            + system.dest().map(dest -> " -> '" + dest + "'").orElse("");
    assertThat(error.getMessage()).startsWith(system.code() + ": ").endsWith(", " + fields);
    return error.getMessage();
  }

  private static String tree(Path root) {
    return Files.exists(root) ? String.join(" ", entries(root, "")).strip() : "gone";
  }

  private static List<String> entries(Path directory, String prefix) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> entry(file, prefix + file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(Path file, String name) {
    try {
      if (Files.isSymbolicLink(file)) {
        return name + "@" + Files.readSymbolicLink(file);
      }
      return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
          ? name + "/ " + String.join(" ", entries(file, name + "/"))
          : name + "=" + Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
