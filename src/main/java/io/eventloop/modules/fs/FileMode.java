package io.eventloop.modules.fs;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permissions as a number, which the system takes less the umask of the process. */
final class FileMode {
  /** What a file is made with, unless the caller says otherwise. */
  static final int READ_WRITE_FOR_ALL = 0666;

  private static final String ALL = "rwxrwxrwx";

  private FileMode() {}

  /** For Java to make a file with; it knows the nine bits of reading, writing and executing. */
  static FileAttribute<?>[] attributesOf(int mode) {
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissionsOf(mode))};
  }

  /** The nine bits of it. */
  static Set<PosixFilePermission> permissionsOf(int mode) {
    StringBuilder permissions = new StringBuilder(ALL);
    for (int i = 0; i < ALL.length(); i++) {
      int bit = 1 << (ALL.length() - 1 - i);
      if ((mode & bit) == 0) {
        permissions.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(permissions.toString());
  }
}
