package io.eventloop.modules.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;

/** Calls on symbolic links. Each blocks. */
final class Links {
  private static final String SYMLINK = "symlink";

  private Links() {}

  static void symlink(GivenPath target, GivenPath path) throws SystemException {
    String code;
    IOException cause;
    try {
      Path link = path.name(SYMLINK);
      target.name(SYMLINK);
      if (path.asksForDirectory()) { // Java drops the slash, and makes what the system does not
        boolean there = Files.exists(link, NOFOLLOW_LINKS);
        throw SystemException.ofFile(there ? "EEXIST" : "ENOENT", SYMLINK, path.text(), null);
      }
      Files.createSymbolicLink(link, target.name(SYMLINK));
      return;
    } catch (SystemException e) {
      code = e.code();
      cause = e;
    } catch (IOException e) {
      code = FileErrors.codeOf(e);
      cause = e;
    }
    throw SystemException.ofFiles(code, SYMLINK, target.text(), path.text(), cause);
  }

  static String readlink(GivenPath path) throws SystemException {
    Path link = path.lookup("readlink");
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NotLinkException e) {
      throw SystemException.ofFile("EINVAL", "readlink", path.text(), e);
    } catch (IOException e) {
      throw FileErrors.of(e, "readlink", path);
    }
  }

  /** As the system resolves it: {@code fs.realpath.native}, and the promise form. */
  static String realpath(GivenPath path) throws SystemException {
    Path file = path.lookup("realpath");
    try {
      return file.toRealPath().toString();
    } catch (IOException e) {
      throw FileErrors.of(e, "realpath", path);
    }
  }

  /**
   * As the callback form of Node resolves it, which is JavaScript: {@code ..} first, on the text,
   * and then name by name, so that an error names the one that could not be looked up.
   */
  static String walk(GivenPath path) throws SystemException {
    Path whole = path.path().toAbsolutePath().normalize();
    Path real = whole.getRoot();
    for (Path name : whole) {
      Path next = real.resolve(name);
      GivenPath shown = GivenPath.of(next.toString());
      if (Names.lstat(shown).isSymbolicLink()) {
        Names.stat(shown);
        next = GivenPath.of(realpath(shown)).path();
      }
      real = next;
    }
    return real.toString();
  }
}
