package io.eventloop.modules.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * One {@code rm}. Blocks, until the whole tree is gone: one task, where Node has one for each call
 * of the system; it may be interrupted between two files. Links are removed, never followed.
 */
final class Removal {
  private final GivenPath top;
  private final RmOptions options;
  private final Deque<String> left = new ArrayDeque<>();

  Removal(GivenPath top, RmOptions options) {
    this.top = top;
    this.options = options;
  }

  void run() throws IOException {
    if (isThere() && !isLinkAskedForDirectory()) {
      if (Names.lstat(top).isDirectory()) {
        removeTree();
      } else {
        Names.unlink(top);
      }
    }
  }

  /** A directory to lstat, and none to rmdir: Node leaves it, and says nothing. */
  private boolean isLinkAskedForDirectory() {
    return top.asksForDirectory() && Files.isSymbolicLink(top.path());
  }

  /** Refuses what Node refuses before it begins. */
  private boolean isThere() throws IOException {
    try {
      if (Names.lstat(top).isDirectory() && !options.recursive()) {
        throw new IsDirectoryException(top.text());
      }
      return true;
    } catch (SystemException e) {
      if (options.force() && e.code().equals("ENOENT")) {
        return false;
      }
      throw e;
    }
  }

  /** A directory comes up a second time when what was in it has been removed. */
  private void removeTree() throws IOException {
    if (top.path().endsWith(".")) {
      throw SystemException.ofFile("EINVAL", "rmdir", top.text(), null);
    }
    left.push(top.text());
    while (!left.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedIOException("rm");
      }
      GivenPath next = GivenPath.of(left.peek());
      List<String> below = below(next);
      if (below.isEmpty()) {
        left.pop();
        remove(next);
      } else {
        below.forEach(left::push);
      }
    }
  }

  private static void remove(GivenPath path) throws SystemException {
    try {
      if (Files.isDirectory(path.path(), NOFOLLOW_LINKS)) {
        Names.rmdir(path);
      } else {
        Names.unlink(path);
      }
    } catch (SystemException e) {
      if (!e.code().equals("ENOENT")) { // somebody else was faster
        throw e;
      }
    }
  }

  /** What is in a directory; nothing, if it is none. */
  private static List<String> below(GivenPath path) throws SystemException {
    List<String> below = new ArrayList<>();
    if (Files.isDirectory(path.path(), NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path.path())) {
        entries.forEach(entry -> below.add(entry.toString()));
      } catch (NoSuchFileException | NotDirectoryException e) {
        return below; // not any more
      } catch (DirectoryIteratorException e) {
        throw FileErrors.of(Objects.requireNonNull(e.getCause()), "scandir", path);
      } catch (IOException e) {
        throw FileErrors.of(e, "scandir", path);
      }
    }
    return below;
  }
}
