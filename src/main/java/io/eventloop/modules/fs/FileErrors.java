package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the system's error code behind what Java throws, which has lost it: by the class; by the
 * text of the C library; and, since that text may be in the user's language, by a look at the
 * files.
 */
final class FileErrors {
  private static final String UNKNOWN = "UNKNOWN";

  private static final Map<Class<? extends IOException>, String> CODE_BY_CLASS =
      Map.of(
          NoSuchFileException.class, "ENOENT",
          AccessDeniedException.class, "EACCES",
          FileAlreadyExistsException.class, "EEXIST",
          NotDirectoryException.class, "ENOTDIR",
          DirectoryNotEmptyException.class, "ENOTEMPTY",
          AtomicMoveNotSupportedException.class, "EXDEV");

  /** How the text of the C library begins, which Java passes on as the reason. */
  private static final Map<String, String> CODE_BY_TEXT =
      Map.ofEntries(
          Map.entry("Operation not permitted", "EPERM"),
          Map.entry("Interrupted system call", "EINTR"),
          Map.entry("Input/output error", "EIO"),
          Map.entry("No such device or address", "ENXIO"),
          Map.entry("Bad file descriptor", "EBADF"),
          Map.entry("Cannot allocate memory", "ENOMEM"),
          Map.entry("Device or resource busy", "EBUSY"),
          Map.entry("Invalid cross-device link", "EXDEV"),
          Map.entry("No such device", "ENODEV"),
          Map.entry("Not a directory", "ENOTDIR"),
          Map.entry("Is a directory", "EISDIR"),
          Map.entry("Invalid argument", "EINVAL"),
          Map.entry("Too many open files in system", "ENFILE"),
          Map.entry("Too many open files", "EMFILE"),
          Map.entry("Text file busy", "ETXTBSY"),
          Map.entry("File too large", "EFBIG"),
          Map.entry("No space left on device", "ENOSPC"),
          Map.entry("Illegal seek", "ESPIPE"),
          Map.entry("Read-only file system", "EROFS"),
          Map.entry("Too many links", "EMLINK"),
          Map.entry("File name too long", "ENAMETOOLONG"),
          Map.entry("Directory not empty", "ENOTEMPTY"),
          Map.entry("Too many levels of symbolic links", "ELOOP"),
          Map.entry("Value too large for defined data type", "EOVERFLOW"),
          Map.entry("Operation not supported", "ENOTSUP"));

  /** The JDK's own words, which it adds to the text in any language. */
  private static final String ADDED_TO_ELOOP = "unable to access attributes of symbolic link";

  private FileErrors() {}

  /** What Node reports for a call on this path. */
  static SystemException of(IOException error, String syscall, GivenPath path) {
    return SystemException.ofFile(codeOf(error), syscall, path.text(), error);
  }

  /** The code, or {@code UNKNOWN} as in libuv. */
  static String codeOf(IOException error) {
    if (error instanceof NoSuchFileException missing && FileLook.isBelowAFile(missing.getFile())) {
      return "ENOTDIR"; // later JDKs take this for a file that is not there
    }
    String code = CODE_BY_CLASS.get(error.getClass());
    if (code != null) {
      return code;
    }
    if (error instanceof FileSystemException onFile) {
      String byText = codeOfText(onFile.getReason());
      return byText.equals(UNKNOWN) ? FileLook.codeOf(onFile.getFile()) : byText;
    }
    return codeOfText(error.getMessage());
  }

  private static String codeOfText(@Nullable String text) {
    if (text == null) {
      return UNKNOWN;
    }
    if (text.endsWith(ADDED_TO_ELOOP)) {
      return "ELOOP";
    }
    return CODE_BY_TEXT.entrySet().stream()
        .filter(entry -> text.startsWith(entry.getKey()))
        .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(UNKNOWN);
  }
}
