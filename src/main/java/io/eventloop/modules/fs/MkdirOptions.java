package io.eventloop.modules.fs;

import io.eventloop.value.OutOfRangeException;

/**
 * How a directory is made. Immutable.
 *
 * @param recursive makes the directories above too, and is content with one that exists
 * @param mode permissions, less the umask of the process; only the nine bits of {@code 0777} count
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsmkdirpath-options-callback">Node:
 *     fs.mkdir</a>
 */
public record MkdirOptions(boolean recursive, int mode) {

  /** One directory, with all permissions that the umask leaves. */
  public static final MkdirOptions DEFAULT = new MkdirOptions(false, 0777);

  /** With the directories above. */
  public static final MkdirOptions RECURSIVE = new MkdirOptions(true, 0777);

  /** Refuses a mode that is negative. */
  public MkdirOptions {
    if (mode < 0) {
      throw OutOfRangeException.of("mode", ">= 0 && <= 4294967295", mode);
    }
  }
}
