package io.eventloop.modules.fs;

/**
 * How a directory is listed. Immutable.
 *
 * @param recursive lists what is in the directories below too, level by level; a symbolic link is
 *     not followed
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreaddirpath-options-callback">Node:
 *     fs.readdir</a>
 */
public record ReaddirOptions(boolean recursive) {

  /** The entries of the directory itself. */
  public static final ReaddirOptions DEFAULT = new ReaddirOptions(false);

  /** All below it. */
  public static final ReaddirOptions RECURSIVE = new ReaddirOptions(true);
}
