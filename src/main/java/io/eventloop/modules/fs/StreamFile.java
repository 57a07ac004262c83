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

  /** One that the stream opens. */
  static final class Named extends StreamFile {
    private final GivenPath path;
    private final OpenFlags flags;
    private final int mode;
    private @Nullable OpenFile opened;
    private boolean closed;

    Named(GivenPath path, OpenFlags flags, int mode) {
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
      OpenFile file = OpenFile.open(path, flags, mode);
      if (!keep(file)) {
        file.closeUnheard(); // on a thread that was written off: nobody comes for it any more
      }
    }

    private synchronized boolean keep(OpenFile file) {
      if (!closed) {
        opened = file;
      }
      return !closed;
    }

    @Override
    synchronized OpenFile file(String syscall) throws SystemException {
      if (opened == null) {
        throw SystemException.ofFile("EBADF", syscall, null, null);
      }
      return opened;
    }

    @Override
    synchronized boolean isOpen() {
      return opened != null;
    }

    @Override
    void close(Registrar loop, Callback<Void> callback) {
      loop.submit(
          TaskKind.FS, () -> TripCalls.nothing(this::closeHere), StreamTrips.WHOLE, callback);
    }

    private void closeHere() throws SystemException {
      OpenFile file = take();
      if (file != null) {
        file.close();
      }
    }

    private synchronized @Nullable OpenFile take() {
      OpenFile file = opened;
      opened = null;
      closed = true;
      return file;
    }
  }

  /** One that the user has opened, and the stream closes: by its descriptor. */
  static final class OfDescriptor extends StreamFile {
    private final OpenFiles files;
    private final int fd;
    private boolean closed;

    OfDescriptor(OpenFiles files, int fd) {
      this.files = files;
      this.fd = SyncCalls.requireDescriptor(fd);
    }

    @Override
    OpenFile file(String syscall) throws SystemException {
      return files.get(fd, syscall);
    }

    @Override
    boolean isOpen() {
      return !closed;
    }

    @Override
    void close(Registrar loop, Callback<Void> callback) {
      closed = true;
      loop.submit(
          TaskKind.FS, () -> TripCalls.nothing(() -> files.close(fd)), StreamTrips.WHOLE, callback);
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
