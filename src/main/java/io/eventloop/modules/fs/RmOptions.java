package io.eventloop.modules.fs;

/**
 * How something is removed. Immutable.
 *
 * @param recursive removes a directory with all that is in it; without, a directory is refused
 * @param force is content if there is nothing of that name
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsrmpath-options-callback">Node:
 *     fs.rm</a>
 */
public record RmOptions(boolean recursive, boolean force) {

  /** One file, which is there. */
  public static final RmOptions DEFAULT = new RmOptions(false, false);

  /** A whole tree, which is there. */
  public static final RmOptions RECURSIVE = new RmOptions(true, false);

  /** A whole tree, if it is there: {@code rm -rf}. */
  public static final RmOptions RECURSIVE_FORCE = new RmOptions(true, true);
}
