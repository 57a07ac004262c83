package io.eventloop.modules.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

/**
 * Lists a directory: its names in the order of their bytes, as libuv sorts them. With what is below
 * it, level by level, as the callback form of Node has it: one task, which may be interrupted
 * between two directories.
 */
final class Listing {
  private static final String SYSCALL = "scandir";
  private static final int TYPE = 0170000;

  private static final Comparator<String> AS_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private final Queue<Directory> waiting = new ArrayDeque<>();
  private final List<Dirent> entries = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private Listing(GivenPath top) {
    waiting.add(new Directory(top, ""));
  }

  /** One directory: as Node's {@code path.join} would write it, and what its names begin with. */
  private record Directory(GivenPath path, String prefix) {

    Directory below(String name) {
      Path joined = Path.of(path.text(), name).normalize(); // as Node's path.join
      return new Directory(GivenPath.of(joined.toString()), prefix + name + "/");
    }
  }

  /** The names in the directory itself. Blocks. */
  static List<String> names(GivenPath path) throws SystemException {
    Path directory = path.lookup(SYSCALL);
    List<String> names = new ArrayList<>();
    try {
      if (!Stats.read(directory).isDirectory()) { // else Java waits for a pipe's other end
        throw SystemException.ofFile("ENOTDIR", SYSCALL, path.text(), null);
      }
      try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
        found.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      }
    } catch (SystemException e) {
      throw e;
    } catch (DirectoryIteratorException e) {
      throw FileErrors.of(Objects.requireNonNull(e.getCause()), SYSCALL, path);
    } catch (IOException e) {
      throw FileErrors.of(e, SYSCALL, path);
    }
    names.sort(AS_BYTES);
    return names;
  }

  /** The names; of what is below, relative to the directory. Blocks. */
  static List<String> names(GivenPath path, ReaddirOptions options) throws IOException {
    if (options.recursive()) {
      return withTypes(path, true).names;
    }
    return names(path);
  }

  /** The entries with their types. Blocks. */
  static List<Dirent> entries(GivenPath path, ReaddirOptions options) throws IOException {
    return withTypes(path, options.recursive()).entries;
  }

  private static Listing withTypes(GivenPath path, boolean recursive) throws IOException {
    Listing listing = new Listing(path);
    do {
      listing.list(listing.waiting.remove(), recursive);
      if (Thread.interrupted()) {
        throw new InterruptedIOException("scandir");
      }
    } while (!listing.waiting.isEmpty());
    return listing;
  }

  private void list(Directory directory, boolean recursive) throws SystemException {
    for (String name : names(directory.path)) {
      Dirent entry = new Dirent(name, directory.path.text(), typeOf(directory.path, name));
      entries.add(entry);
      names.add(directory.prefix + name);
      if (recursive && entry.isDirectory()) {
        waiting.add(directory.below(name));
      }
    }
  }

  private static int typeOf(GivenPath directory, String name) throws SystemException {
    try {
      return Stats.read(directory.lookup(SYSCALL).resolve(name), NOFOLLOW_LINKS).mode() & TYPE;
    } catch (IOException e) {
      return 0; // somebody has removed it
    }
  }
}
