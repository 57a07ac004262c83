package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file of one call, from the step that opens it to the step that closes it. Each step runs on
 * any worker; the call may be given up on any other thread, while a step is at the file or none is.
 * However that comes out, the file is closed, once.
 */
final class CallFile implements AutoCloseable {
  /** A longer write is cut: Java copies all of it, off the heap, and keeps the room. */
  private static final int SLICE = 512 * 1024;

  private final GivenPath path;
  private final OpenFlags flags;
  private @Nullable FileChannel channel;
  private boolean atWork;
  private boolean givenUp;

  CallFile(GivenPath path, OpenFlags flags) {
    this.path = path;
    this.flags = flags;
  }

  /** Opens it; blocks. */
  void open() throws SystemException {
    FileChannel opened = flags.open(path, FileMode.READ_WRITE_FOR_ALL);
    if (!keep(opened)) {
      closeUnheard(opened); // nobody comes for it any more
    }
  }

  private synchronized boolean keep(FileChannel opened) {
    if (!givenUp) {
      channel = opened;
    }
    return !givenUp;
  }

  /** What the file says of its size; 0 where it does not know, as in {@code /proc}. Blocks. */
  long size() throws IOException {
    return use("fstat", FileChannel::size);
  }

  /** Reads once, at most what the buffer has room for; 0 at the end of the file. Blocks. */
  int read(ByteBuffer buffer) throws IOException {
    return use("read", file -> Math.max(0, file.read(buffer)));
  }

  /**
   * Writes once: all of the buffer, if the system takes it. Where it stops half-way, the next write
   * hears why. Blocks.
   *
   * @return how much was written
   */
  int write(ByteBuffer buffer) throws IOException {
    return use(
        "write",
        file -> {
          int begin = buffer.position();
          try {
            writeSlices(file, buffer);
          } catch (IOException e) {
            if (buffer.position() == begin || !file.isOpen()) {
              throw e;
            }
          }
          return buffer.position() - begin;
        });
  }

  private static void writeSlices(FileChannel file, ByteBuffer buffer) throws IOException {
    int end = buffer.limit();
    boolean whole = true;
    try {
      while (whole && buffer.position() < end) {
        buffer.limit(Math.min(end, buffer.position() + SLICE));
        file.write(buffer);
        whole = !buffer.hasRemaining();
      }
    } finally {
      buffer.limit(end);
    }
  }

  /** Closes it, whoever is at it; does nothing if it is closed. Blocks. */
  @Override
  public void close() throws SystemException {
    FileChannel open = take();
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw SystemException.ofFile(FileErrors.codeOf(e), "close", null, e);
      }
    }
  }

  /**
   * No step will come any more: closes the file, or has it closed by the step that is at it, which
   * a write must end in order.
   */
  void giveUp() {
    FileChannel idle;
    synchronized (this) {
      givenUp = true;
      idle = atWork ? null : take();
    }
    closeUnheard(idle);
  }

  private synchronized @Nullable FileChannel take() {
    FileChannel open = channel;
    channel = null;
    return open;
  }

  private static void closeUnheard(@Nullable FileChannel file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        return; // there is nobody to tell
      }
    }
  }

  @FunctionalInterface
  private interface Use<T> {
    T on(FileChannel file) throws IOException;
  }

  private <T> T use(String syscall, Use<T> use) throws IOException {
    FileChannel file = begin();
    try {
      return use.on(file);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (NonReadableChannelException | NonWritableChannelException e) {
      throw SystemException.ofFile("EBADF", syscall, null, e); // opened for the other
    } catch (IOException e) {
      throw SystemException.ofFile(codeOf(e, syscall), syscall, null, e);
    } finally {
      end();
    }
  }

  private synchronized FileChannel begin() throws ClosedChannelException {
    FileChannel open = channel;
    if (open == null || givenUp) {
      throw new ClosedChannelException();
    }
    atWork = true;
    return open;
  }

  private void end() {
    FileChannel left;
    synchronized (this) {
      atWork = false;
      left = givenUp ? take() : null;
    }
    closeUnheard(left);
  }

  /** Linux opens a directory for reading and refuses the first read. */
  private String codeOf(IOException error, String syscall) throws SystemException {
    Path file = path.lookup(syscall);
    return syscall.equals("read") && Files.isDirectory(file) ? "EISDIR" : FileErrors.codeOf(error);
  }
}
