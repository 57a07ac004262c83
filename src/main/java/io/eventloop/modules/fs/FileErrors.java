package io.eventloop.modules.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the system's error code behind what Java throws, which has lost it. */
final class FileErrors {

  /** How the text of the C library begins, which Java passes on as the reason. */
  private static final Map<String, String> CODE_BY_TEXT =
      Map.of(
          "Operation not permitted", "EPERM",
          "Input/output error", "EIO",
          "No such device or address", "ENXIO",
          "Not a directory", "ENOTDIR",
          "Too many open files in system", "ENFILE",
          "Too many open files", "EMFILE",
          "File name too long", "ENAMETOOLONG",
          "Too many levels of symbolic links", "ELOOP");

  private FileErrors() {}

  /** The code, or {@code UNKNOWN} as in libuv. */
  static String codeOf(IOException error) {
    if (error instanceof NoSuchFileException) {
      return "ENOENT";
    }
    if (error instanceof AccessDeniedException) {
      return "EACCES";
    }
    if (error instanceof FileSystemException onFile) {
      String file = onFile.getFile();
      if (file != null && isBelowAFile(Path.of(file))) {
        return "ENOTDIR"; // found without the text, which may be in the user's language
      }
      return codeOfText(onFile.getReason());
    }
    return codeOfText(error.getMessage());
  }

  private static boolean isBelowAFile(Path file) {
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        return !Files.isDirectory(above);
      }
    }
    return false;
  }

  private static String codeOfText(@Nullable String text) {
    if (text == null) {
      return "UNKNOWN";
    }
    return CODE_BY_TEXT.entrySet().stream()
        .filter(entry -> text.startsWith(entry.getKey()))
        .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse("UNKNOWN");
  }
}
