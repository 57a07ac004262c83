package io.eventloop.modules.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Guesses from the file why a call on it failed, where the reason is in a language that we do not
 * read. What cannot be seen stays unknown.
 */
final class FileLook {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_PATH = 4095;

  private FileLook() {}

  /** The code that the look of the file suggests, or {@code UNKNOWN}. */
  static String codeOf(@Nullable String file) {
    if (file == null) {
      return "UNKNOWN";
    }
    Path path = Path.of(file);
    if (isTooLong(path)) {
      return "ENAMETOOLONG";
    }
    if (isBelowAFile(file)) {
      return "ENOTDIR";
    }
    return isReadOnly(path) ? "EROFS" : "UNKNOWN";
  }

  /** The same for a rename, of two names that have no slash at the end. */
  static String codeOfRename(Path source, Path target) {
    if (isSpecial(source) || isSpecial(target)) {
      return "EBUSY";
    }
    if (target.toAbsolutePath().startsWith(source.toAbsolutePath())) {
      return "EINVAL";
    }
    String code = codeOf(target.toString());
    if (!code.equals("UNKNOWN") || !Files.exists(target, NOFOLLOW_LINKS)) {
      return code;
    }
    boolean ontoDirectory = Files.isDirectory(target, NOFOLLOW_LINKS);
    if (ontoDirectory && source.toAbsolutePath().startsWith(target.toAbsolutePath())) {
      return "ENOTEMPTY";
    }
    if (Files.isDirectory(source, NOFOLLOW_LINKS)) {
      return ontoDirectory ? "ENOTEMPTY" : "ENOTDIR";
    }
    return ontoDirectory ? "EISDIR" : "UNKNOWN";
  }

  /** The root, or a name that every directory has. */
  private static boolean isSpecial(Path path) {
    return path.getNameCount() == 0 || path.endsWith(".") || path.endsWith("..");
  }

  static boolean isTooLong(Path path) {
    if (path.toString().getBytes(UTF_8).length > LONGEST_PATH) {
      return true;
    }
    for (Path name : path) {
      if (name.toString().getBytes(UTF_8).length > LONGEST_NAME) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is to be a directory on the way to it is a file. */
  static boolean isBelowAFile(@Nullable String file) {
    Path path = file == null ? null : Path.of(file);
    for (Path above = path == null ? null : path.getParent();
        above != null;
        above = above.getParent()) {
      if (Files.exists(above)) {
        return !Files.isDirectory(above);
      }
    }
    return false;
  }

  private static boolean isReadOnly(Path file) {
    Path above = file.toAbsolutePath().getParent();
    try {
      return Files.getFileStore(above == null ? file : above).isReadOnly();
    } catch (IOException e) {
      return false; // the look is a guess, and the first error is the one to report
    }
  }
}
