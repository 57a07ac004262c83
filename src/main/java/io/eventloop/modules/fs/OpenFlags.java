package io.eventloop.modules.fs;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a file is opened.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#file-system-flags">Node: File
 *     system flags</a>
 */
final class OpenFlags {
  private static final Map<String, Set<StandardOpenOption>> OPTIONS_BY_FLAGS =
      Map.ofEntries(
          Map.entry("r", EnumSet.of(READ)),
          Map.entry("rs", EnumSet.of(READ, SYNC)),
          Map.entry("sr", EnumSet.of(READ, SYNC)),
          Map.entry("r+", EnumSet.of(READ, WRITE)),
          Map.entry("rs+", EnumSet.of(READ, WRITE, SYNC)),
          Map.entry("sr+", EnumSet.of(READ, WRITE, SYNC)),
          Map.entry("w", EnumSet.of(WRITE, CREATE, TRUNCATE_EXISTING)),
          Map.entry("wx", EnumSet.of(WRITE, CREATE_NEW)),
          Map.entry("xw", EnumSet.of(WRITE, CREATE_NEW)),
          Map.entry("w+", EnumSet.of(READ, WRITE, CREATE, TRUNCATE_EXISTING)),
          Map.entry("wx+", EnumSet.of(READ, WRITE, CREATE_NEW)),
          Map.entry("xw+", EnumSet.of(READ, WRITE, CREATE_NEW)),
          Map.entry("a", EnumSet.of(WRITE, CREATE, APPEND)),
          Map.entry("ax", EnumSet.of(WRITE, CREATE_NEW, APPEND)),
          Map.entry("xa", EnumSet.of(WRITE, CREATE_NEW, APPEND)),
          Map.entry("as", EnumSet.of(WRITE, CREATE, APPEND, SYNC)),
          Map.entry("sa", EnumSet.of(WRITE, CREATE, APPEND, SYNC)),
          Map.entry("a+", EnumSet.of(READ, WRITE, CREATE, APPEND)),
          Map.entry("ax+", EnumSet.of(READ, WRITE, CREATE_NEW, APPEND)),
          Map.entry("xa+", EnumSet.of(READ, WRITE, CREATE_NEW, APPEND)),
          Map.entry("as+", EnumSet.of(READ, WRITE, CREATE, APPEND, SYNC)),
          Map.entry("sa+", EnumSet.of(READ, WRITE, CREATE, APPEND, SYNC)));

  private final Set<StandardOpenOption> options;

  private OpenFlags(Set<StandardOpenOption> options) {
    this.options = options;
  }

  /**
   * The flags that this text stands for.
   *
   * @throws IllegalArgumentException if it stands for none, with Node's message
   */
  static OpenFlags of(@Nullable String text) {
    String flags = InvalidArgTypeException.require(text, "flags", "of type string");
    Set<StandardOpenOption> options = OPTIONS_BY_FLAGS.get(flags);
    if (options == null) {
      throw InvalidArgValueException.of("flags", "is invalid", flags);
    }
    return new OpenFlags(options);
  }

  /** Writes what is there or is made, and leaves its content: for {@code copyFile}. */
  static OpenFlags writingWhatIsThere() {
    return new OpenFlags(EnumSet.of(WRITE, CREATE));
  }

  /** Opens a file; blocks. */
  FileChannel open(GivenPath path, int mode) throws SystemException {
    Path file = makesFiles() ? path.name("open") : path.lookup("open");
    if (makesFiles() && path.asksForDirectory() && path.isInDirectory()) {
      throw SystemException.ofFile("EISDIR", "open", path.text(), null); // cannot be made so
    }
    try {
      if (options.contains(CREATE_NEW) && file.endsWith(".")) {
        Stats.read(file); // Java says that a dot exists, without asking whether it can
      }
      return FileChannel.open(file, javaOptions(), FileMode.attributesOf(mode));
    } catch (IOException e) {
      String known = FileErrors.codeOf(e);
      boolean directory = known.equals("UNKNOWN") && Files.isDirectory(file);
      throw SystemException.ofFile(directory ? "EISDIR" : known, "open", path.text(), e);
    }
  }

  private boolean makesFiles() {
    return options.contains(CREATE) || options.contains(CREATE_NEW);
  }

  /** Whether each write goes to the end. */
  boolean append() {
    return options.contains(APPEND);
  }

  /** The same, and it may be read. */
  boolean readAndAppend() {
    return append() && options.contains(READ);
  }

  /** Java refuses to read what it appends to: whoever reads opens it once more. */
  private Set<StandardOpenOption> javaOptions() {
    if (!readAndAppend()) {
      return options;
    }
    Set<StandardOpenOption> appending = EnumSet.copyOf(options);
    appending.remove(READ);
    return appending;
  }
}
