package io.eventloop.modules.fs;

import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file of a stream. Each call blocks: one at a time, on any worker's thread. */
final class StreamFile {
  /** A longer write is cut: Java copies all of it, off the heap, and keeps the room. */
  private static final int SLICE = 512 * 1024;

  private final GivenPath path;
  private final OpenFlags flags;
  private final int mode;
  private @Nullable FileChannel channel;
  private boolean closed;

  StreamFile(GivenPath path, OpenFlags flags, int mode) {
    this.path = path;
    this.flags = flags;
    this.mode = mode;
  }

  /** Refuses a place in a file that is none. */
  static long place(long position) {
    if (position < 0) {
      throw OutOfRangeException.of("start", ">= 0 && <= 9007199254740991", position);
    }
    return position;
  }

  String path() {
    return path.text();
  }

  void open() throws IOException {
    FileChannel opened = flags.open(path, mode);
    if (!keep(opened)) {
      opened.close(); // on a thread that was written off: nobody comes for it any more
    }
  }

  private synchronized boolean keep(FileChannel opened) {
    if (!closed) {
      channel = opened;
    }
    return !closed;
  }

  /**
   * Reads once.
   *
   * @param place negative for wherever the file is
   * @return 0 at the end of the file
   */
  int read(ByteBuffer buffer, long place) throws IOException {
    return use(
        "read", file -> Math.max(0, place < 0 ? file.read(buffer) : file.read(buffer, place)));
  }

  /**
   * Writes all of these.
   *
   * @param place negative for wherever the file is
   */
  void write(List<ByteBuffer> chunks, long place) throws IOException {
    use(
        "write",
        file -> {
          if (place >= 0) {
            file.position(place);
          }
          long length = 0;
          for (ByteBuffer chunk : chunks) {
            length += chunk.remaining();
          }
          if (chunks.size() > 1 && length <= SLICE) {
            gather(file, chunks.toArray(ByteBuffer[]::new), length);
          } else {
            for (ByteBuffer chunk : chunks) {
              writeSlices(file, chunk);
            }
          }
          return length;
        });
  }

  private static void gather(FileChannel file, ByteBuffer[] chunks, long length)
      throws IOException {
    long left = length;
    int first = 0;
    while (left > 0) {
      left -= file.write(chunks, first, chunks.length - first);
      while (first < chunks.length && !chunks[first].hasRemaining()) {
        first++;
      }
    }
  }

  private static void writeSlices(FileChannel file, ByteBuffer chunk) throws IOException {
    int end = chunk.limit();
    while (chunk.position() < end) {
      chunk.limit(Math.min(end, chunk.position() + SLICE));
      file.write(chunk);
    }
  }

  void sync() throws IOException {
    use(
        "fsync",
        file -> {
          file.force(true);
          return 0;
        });
  }

  /** Does nothing if it is not open. */
  void close() throws SystemException {
    FileChannel open = take();
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw SystemException.ofFile(FileErrors.codeOf(e), "close", null, e);
      }
    }
  }

  private synchronized @Nullable FileChannel take() {
    FileChannel open = channel;
    channel = null;
    closed = true;
    return open;
  }

  synchronized boolean isOpen() {
    return channel != null;
  }

  @FunctionalInterface
  private interface Use<T> {
    T on(FileChannel file) throws IOException;
  }

  private <T> T use(String syscall, Use<T> use) throws IOException {
    try {
      return use.on(file());
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (NonReadableChannelException | NonWritableChannelException e) {
      throw SystemException.ofFile("EBADF", syscall, null, e); // opened for the other
    } catch (IOException e) {
      boolean directory = syscall.equals("read") && Files.isDirectory(path.lookup(syscall));
      throw SystemException.ofFile(directory ? "EISDIR" : FileErrors.codeOf(e), syscall, null, e);
    }
  }

  private synchronized FileChannel file() throws ClosedChannelException {
    if (channel == null) {
      throw new ClosedChannelException();
    }
    return channel;
  }
}
