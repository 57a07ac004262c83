package io.eventloop.modules.fs;

/** What kind of file something is, by the number that the system has for it. */
public sealed interface FileKind permits Stats, Dirent {

  /** The type of the file, and permissions where they are known: for example {@code 0100644}. */
  int mode();

  /** A regular file. */
  default boolean isFile() {
    return isOfType(0100000);
  }

  /** A directory. */
  default boolean isDirectory() {
    return isOfType(0040000);
  }

  /** A symbolic link, which {@code lstat} and {@code readdir} see, and {@code stat} does not. */
  default boolean isSymbolicLink() {
    return isOfType(0120000);
  }

  /** A named pipe. */
  default boolean isFIFO() {
    return isOfType(0010000);
  }

  /** A socket. */
  default boolean isSocket() {
    return isOfType(0140000);
  }

  /** A character device. */
  default boolean isCharacterDevice() {
    return isOfType(0020000);
  }

  /** A block device. */
  default boolean isBlockDevice() {
    return isOfType(0060000);
  }

  private boolean isOfType(int type) {
    return (mode() & 0170000) == type;
  }
}
