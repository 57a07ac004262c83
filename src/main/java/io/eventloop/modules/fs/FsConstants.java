package io.eventloop.modules.fs;

/**
 * Node's {@code fs.constants}, as far as calls here take them; added up where a call takes several.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fs-constants">Node: FS
 *     constants</a>
 */
public final class FsConstants {
  /** {@code access}: the file is there. */
  public static final int F_OK = 0;

  /** {@code access}: it may be executed, or, of a directory, passed through. */
  public static final int X_OK = 1;

  /** {@code access}: it may be written. */
  public static final int W_OK = 2;

  /** {@code access}: it may be read. */
  public static final int R_OK = 4;

  /** {@code copyFile}: fails if the target is there. */
  public static final int COPYFILE_EXCL = 1;

  /** {@code copyFile}: shares the blocks of the file if that can be had; taken, and not needed. */
  public static final int COPYFILE_FICLONE = 2;

  /** {@code copyFile}: shares them or fails; always {@code ENOTSUP}, as Java cannot. */
  public static final int COPYFILE_FICLONE_FORCE = 4;

  private FsConstants() {}
}
