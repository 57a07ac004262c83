package io.eventloop.modules.fs;

import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One {@code copyFile}: the content and the permissions, into the file that is there or a new one.
 * Blocks. Where it fails half-way, what was to be a copy is removed, as in Node; but only a regular
 * file, where Node would remove a device too.
 */
final class Copying {
  private static final String SYSCALL = "copyfile";
  private static final int ALL =
      FsConstants.COPYFILE_EXCL | FsConstants.COPYFILE_FICLONE | FsConstants.COPYFILE_FICLONE_FORCE;
  private static final OpenFlags SOURCE = OpenFlags.of("r");
  private static final OpenFlags NEW_TARGET = OpenFlags.of("wx");
  private static final OpenFlags TARGET = OpenFlags.writingWhatIsThere();
  private static final int PERMISSIONS = 0777;
  private static final int CHUNK = 512 * 1024;

  private final GivenPath from;
  private final GivenPath to;
  private final int mode;

  /** Refuses a mode that is none. */
  Copying(GivenPath from, GivenPath to, int mode) {
    this.from = from;
    this.to = to;
    this.mode = OutOfRangeException.requireInRange(mode, "mode", 0, ALL);
  }

  void run() throws SystemException {
    try (FileChannel source = SOURCE.open(from, 0)) {
      Stats stats = Stats.read(from.lookup(SYSCALL));
      OpenFlags how = (mode & FsConstants.COPYFILE_EXCL) == 0 ? TARGET : NEW_TARGET;
      try (FileChannel target = how.open(to, stats.mode() & PERMISSIONS)) {
        fill(source, stats, target);
      }
    } catch (SystemException e) {
      throw SystemException.ofFiles(e.code(), SYSCALL, from.text(), to.text(), e);
    } catch (IOException e) {
      String code = FileErrors.codeOf(e);
      throw SystemException.ofFiles(code, SYSCALL, from.text(), to.text(), e);
    }
  }

  private void fill(FileChannel source, Stats stats, FileChannel target) throws IOException {
    Path copy = to.lookup(SYSCALL);
    Stats made = Stats.read(copy);
    if (made.ino() == stats.ino() && made.dev() == stats.dev()) {
      return; // to itself
    }
    try {
      if (made.isFile()) {
        target.truncate(0);
        Files.setPosixFilePermissions(copy, FileMode.permissionsOf(stats.mode()));
      }
      if (stats.isDirectory()) {
        throw SystemException.ofFile("EISDIR", SYSCALL, from.text(), null);
      }
      if ((mode & FsConstants.COPYFILE_FICLONE_FORCE) != 0) {
        throw SystemException.ofFile("ENOTSUP", SYSCALL, from.text(), null);
      }
      transfer(source, stats.size(), target);
    } catch (IOException e) {
      if (made.isFile()) {
        Files.deleteIfExists(copy);
      }
      throw e;
    }
  }

  /** In the system as far as that goes; what does not know its size is read to its end. */
  private static void transfer(FileChannel source, long size, FileChannel target)
      throws IOException {
    long copied = 0;
    for (long some = 1; some > 0 && copied < size; copied += some) {
      some = source.transferTo(copied, size - copied, target);
    }
    source.position(copied);
    ByteBuffer chunk = ByteBuffer.allocateDirect(size == 0 ? CHUNK : 1);
    while (source.read(chunk) > 0) {
      chunk.flip();
      while (chunk.hasRemaining()) {
        target.write(chunk);
      }
      chunk.clear();
    }
  }
}
