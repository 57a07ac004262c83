package io.eventloop.modules.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls on a name, whatever is behind it. Each blocks. */
final class Names {
  private Names() {}

  static Stats stat(GivenPath path) throws SystemException {
    return attributes(path, "stat");
  }

  static Stats lstat(GivenPath path) throws SystemException {
    return attributes(path, "lstat", NOFOLLOW_LINKS);
  }

  private static Stats attributes(GivenPath path, String syscall, LinkOption... links)
      throws SystemException {
    Path file = path.lookup(syscall);
    try {
      return Stats.read(file, links);
    } catch (IOException e) {
      throw FileErrors.of(e, syscall, path);
    }
  }

  /** Each of these that the mode asks for. */
  private static AccessMode[] modesOf(int mode) {
    List<AccessMode> modes = new ArrayList<>();
    if ((mode & FsConstants.R_OK) != 0) {
      modes.add(AccessMode.READ);
    }
    if ((mode & FsConstants.W_OK) != 0) {
      modes.add(AccessMode.WRITE);
    }
    if ((mode & FsConstants.X_OK) != 0) {
      modes.add(AccessMode.EXECUTE);
    }
    return modes.toArray(AccessMode[]::new);
  }

  static void access(GivenPath path, int mode) throws SystemException {
    Path file = path.lookup("access");
    try { // Files.exists would hide why not
      file.getFileSystem().provider().checkAccess(file, modesOf(mode));
    } catch (IOException e) {
      throw FileErrors.of(e, "access", path);
    }
  }

  /** Java opens the file for that, which waits at a named pipe until somebody writes to it. */
  static void utimes(GivenPath path, Instant atime, Instant mtime) throws SystemException {
    Path file = path.lookup("utime");
    try {
      Files.getFileAttributeView(file, BasicFileAttributeView.class)
          .setTimes(FileTime.from(mtime), FileTime.from(atime), null);
    } catch (IOException e) {
      throw FileErrors.of(e, "utime", path);
    }
  }

  static void unlink(GivenPath path) throws SystemException {
    Path name = path.name("unlink");
    try {
      // Java's delete removes an empty directory too
      if (isDirectory(name)) {
        throw SystemException.ofFile("EISDIR", "unlink", path.text(), null);
      }
      if (path.asksForDirectory()) {
        throw SystemException.ofFile("ENOTDIR", "unlink", path.text(), null);
      }
      Files.delete(name);
    } catch (SystemException e) {
      throw e;
    } catch (IOException e) {
      throw FileErrors.of(e, "unlink", path);
    }
  }

  static void rmdir(GivenPath path) throws SystemException {
    Path name = path.name("rmdir");
    try {
      if (!isDirectory(name)) {
        Path above = name.toAbsolutePath().getParent(); // whose permissions the system asks first
        String code = above == null || Files.isWritable(above) ? "ENOTDIR" : "EACCES";
        throw SystemException.ofFile(code, "rmdir", path.text(), null);
      }
      if (name.getNameCount() == 0) {
        throw SystemException.ofFile("EBUSY", "rmdir", path.text(), null);
      }
      if (name.endsWith(".")) {
        throw SystemException.ofFile("EINVAL", "rmdir", path.text(), null);
      }
      Files.delete(name);
    } catch (SystemException e) {
      throw e;
    } catch (IOException e) {
      throw FileErrors.of(e, "rmdir", path);
    }
  }

  static void rename(GivenPath from, GivenPath to) throws SystemException {
    Path source = nameOf(from, from, to);
    if (to.text().isEmpty() && FileLook.isBelowAFile(source.toString())) { // is looked at first
      throw SystemException.ofFiles("ENOTDIR", "rename", from.text(), to.text(), null);
    }
    Path target = nameOf(to, from, to);
    boolean slash = from.asksForDirectory() || to.asksForDirectory();
    if (slash && to.isInDirectory() && isOther(source) && !FileLook.isTooLong(target)) {
      throw SystemException.ofFiles("ENOTDIR", "rename", from.text(), to.text(), null);
    }
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE); // the system's rename, as it is
    } catch (IOException e) {
      String known = FileErrors.codeOf(e);
      String code = known.equals("UNKNOWN") ? FileLook.codeOfRename(source, target) : known;
      throw SystemException.ofFiles(code, "rename", from.text(), to.text(), e);
    }
  }

  private static Path nameOf(GivenPath path, GivenPath from, GivenPath to) throws SystemException {
    try {
      return path.name("rename");
    } catch (SystemException e) {
      throw SystemException.ofFiles(e.code(), "rename", from.text(), to.text(), null);
    }
  }

  private static boolean isDirectory(Path name) throws IOException {
    return Stats.read(name, NOFOLLOW_LINKS).isDirectory();
  }

  /** Exists and is no directory. */
  private static boolean isOther(Path name) {
    return Files.exists(name, NOFOLLOW_LINKS) && !Files.isDirectory(name, NOFOLLOW_LINKS);
  }
}
