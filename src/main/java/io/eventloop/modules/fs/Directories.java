package io.eventloop.modules.fs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls that list directories or make them. Each blocks. */
final class Directories {
  private static final Comparator<String> AS_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private Directories() {}

  /** The names in the order of their bytes, as libuv sorts them. */
  static List<String> readdir(GivenPath path) throws SystemException {
    Path directory = path.lookup("scandir");
    List<String> names = new ArrayList<>();
    try {
      if (!Stats.read(directory).isDirectory()) { // else Java waits for a pipe's other end
        throw SystemException.ofFile("ENOTDIR", "scandir", path.text(), null);
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      }
    } catch (SystemException e) {
      throw e;
    } catch (DirectoryIteratorException e) {
      throw FileErrors.of(Objects.requireNonNull(e.getCause()), "scandir", path);
    } catch (IOException e) {
      throw FileErrors.of(e, "scandir", path);
    }
    names.sort(AS_BYTES);
    return names;
  }

  /** Makes a directory, or all that are missing; returns the first one made of these, or null. */
  static @Nullable String mkdir(GivenPath path, MkdirOptions options) throws SystemException {
    Path name = path.name("mkdir");
    try {
      if (options.recursive()) {
        return make(path.text(), options, true);
      }
      Files.createDirectory(name, FileMode.attributesOf(options.mode()));
      return null;
    } catch (IOException e) {
      throw FileErrors.of(e, "mkdir", path);
    }
  }

  /** Goes up to what exists, on the text, as Node does: what it returns is a part of the text. */
  private static @Nullable String make(String text, MkdirOptions options, boolean last)
      throws IOException {
    try {
      Files.createDirectory(Path.of(text), FileMode.attributesOf(options.mode()));
      return text;
    } catch (FileAlreadyExistsException e) {
      if (!Stats.read(GivenPath.of(text).lookup("mkdir")).isDirectory()) {
        throw last ? e : (IOException) new NotDirectoryException(text).initCause(e);
      }
      return null;
    } catch (NoSuchFileException e) {
      int slash = text.lastIndexOf('/');
      if (slash <= 0) {
        throw e;
      }
      String first = make(text.substring(0, slash), options, false);
      String second = makeIn(text, options);
      return first == null ? second : first;
    }
  }

  /** Makes the last of the missing ones, whose parent is there now; does not go up again. */
  private static @Nullable String makeIn(String text, MkdirOptions options) throws IOException {
    try {
      Files.createDirectory(Path.of(text), FileMode.attributesOf(options.mode()));
      return text;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(Path.of(text))) {
        throw e;
      }
      return null; // the text ended with a slash or a dot, or somebody else was faster
    }
  }
}
