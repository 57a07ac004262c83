package io.eventloop.modules.fs;

import io.eventloop.loop.Registrar;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import org.jspecify.annotations.Nullable;

/** The file of a stream: one that the stream opens, or one that was open before. */
abstract class StreamFile {
  /** Refuses a place in a file that is none. */
  static long place(long position) {
    if (position < 0) {
      throw OutOfRangeException.of("start", ">= 0 && <= 9007199254740991", position);
    }
    return position;
  }

  /** As it was named; null for one that was open before. */
  @Nullable String path() {
    return null;
  }

  /** Opens it, if it is not open. Blocks; on any worker's thread. */
  void open() throws SystemException {}

  /**
   * The open file; on any worker's thread.
   *
   * @param syscall what it is for
   */
  abstract OpenFile file(String syscall) throws SystemException;

  abstract boolean isOpen();

  /** Closes it in a trip to the pool; for a file that is open. On the loop. */
  abstract void close(Registrar loop, Callback<Void> callback);

  /** It could not be opened, and nobody comes for it any more. */
  void giveUp() {}

  /** One that the user has opened, and the stream closes: by its descriptor. */
  static class OfDescriptor extends StreamFile {
    private static final int NONE = -1;

    final OpenFiles files;
    private int fd;
    private boolean over;

    OfDescriptor(OpenFiles files, int fd) {
      this.files = files;
      this.fd = SyncCalls.requireDescriptor(fd);
    }

    private OfDescriptor(OpenFiles files) {
      this.files = files;
      this.fd = NONE;
    }

    /** It is open now; false if it is not wanted any more. */
    final synchronized boolean keep(int opened) {
      if (!over) {
        fd = opened;
      }
      return !over;
    }

    private synchronized int take() {
      int open = fd;
      fd = NONE;
      over = true;
      return open;
    }

    @Override
    final synchronized OpenFile file(String syscall) throws SystemException {
      return files.get(fd, syscall);
    }

    @Override
    final synchronized boolean isOpen() {
      return fd != NONE;
    }

    @Override
    final void close(Registrar loop, Callback<Void> callback) {
      int open = take();
      loop.submit(
          TaskKind.FS,
          () -> TripCalls.nothing(() -> files.close(open)),
          StreamTrips.WHOLE,
          callback);
    }

    @Override
    final void giveUp() {
      take();
    }
  }

  /** One that the stream opens. */
  static final class Named extends OfDescriptor {
    private final GivenPath path;
    private final OpenFlags flags;
    private final int mode;

    Named(OpenFiles files, GivenPath path, OpenFlags flags, int mode) {
      super(files);
      files.closeAtEnd();
      this.path = path;
      this.flags = flags;
      this.mode = mode;
    }

    @Override
    String path() {
      return path.text();
    }

    @Override
    void open() throws SystemException {
      int opened = files.add(OpenFile.open(path, flags, mode));
      if (!keep(opened)) {
        files.close(opened); // by a thread that was written off
      }
    }
  }

  /** The same by its handle. */
  static final class OfHandle extends StreamFile {
    private final FileHandle handle;
    private final OpenFile file;
    private boolean closed;

    OfHandle(FileHandle handle) {
      this.handle = handle;
      this.file = handle.lend();
    }

    @Override
    OpenFile file(String syscall) {
      return file;
    }

    @Override
    boolean isOpen() {
      return !closed;
    }

    @Override
    void close(Registrar loop, Callback<Void> callback) {
      closed = true;
      handle.giveBack();
      handle.close().whenSettled(callback);
    }
  }
}
