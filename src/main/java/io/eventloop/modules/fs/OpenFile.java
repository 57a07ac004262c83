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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open file with the calls of the system on it, each of which blocks. From any thread; closing
 * it ends a call that is under way.
 */
final class OpenFile implements AutoCloseable {
  /** A longer write is cut: Java copies all of it, off the heap, and keeps the room. */
  private static final int SLICE = 512 * 1024;

  private static final OpenFlags FOR_READING = OpenFlags.of("r");

  private final GivenPath path;
  private final FileChannel channel;

  /** What is read from: another channel where the first appends, since Java has none for both. */
  private final @Nullable FileChannel reader;

  private final boolean appends;
  private @Nullable FileIdentity identity;

  private OpenFile(
      GivenPath path, FileChannel channel, @Nullable FileChannel reader, boolean appends) {
    this.path = path;
    this.channel = channel;
    this.reader = reader;
    this.appends = appends;
  }

  /** Opens it, with these permissions if it is made. */
  static OpenFile open(GivenPath path, OpenFlags flags, int mode) throws SystemException {
    FileChannel channel = flags.open(path, mode);
    try {
      FileChannel reader = flags.readAndAppend() ? FOR_READING.open(path, 0) : null;
      return new OpenFile(path, channel, reader, flags.append());
    } catch (SystemException e) {
      closeUnheard(channel);
      throw e;
    }
  }

  /** The same for a file that can tell what the system knows of it, whatever its name is then. */
  static OpenFile openToKeep(GivenPath path, OpenFlags flags, int mode) throws SystemException {
    OpenFile file = open(path, flags, mode);
    try {
      file.identity = FileIdentity.of(path);
      return file;
    } catch (IOException e) {
      file.closeUnheard();
      throw FileErrors.of(e, "open", path);
    }
  }

  /** What the file says of its size; 0 where it does not know, as in {@code /proc}. */
  long size() throws IOException {
    return use("fstat", channel::size);
  }

  Stats stat() throws IOException {
    FileIdentity known = identity;
    if (known == null || !channel.isOpen()) {
      throw SystemException.ofFile("EBADF", "fstat", null, null);
    }
    return known.stat();
  }

  /** Reads once, at most what the buffer has room for; 0 at the end of the file. */
  int read(ByteBuffer buffer) throws IOException {
    return use("read", () -> Math.max(0, reader().read(buffer)));
  }

  /** The same from a place in the file, whose position stays. */
  int read(ByteBuffer buffer, long position) throws IOException {
    return use("read", () -> Math.max(0, reader().read(buffer, position)));
  }

  /**
   * Writes once: all of the buffer, if the system takes it. Where it stops half-way, the next write
   * hears why.
   *
   * @return how much was written
   */
  int write(ByteBuffer buffer) throws IOException {
    return writeSlices(buffer, () -> channel.write(buffer));
  }

  /** The same to a place in the file, whose position stays; at the end, if it was opened so. */
  int write(ByteBuffer buffer, long position) throws IOException {
    int begin = buffer.position();
    return writeSlices(buffer, () -> channel.write(buffer, position + buffer.position() - begin));
  }

  /**
   * Writes all of these, one after the other.
   *
   * @param position where in the file, whose position stays; negative for where it is
   */
  void writeAll(List<ByteBuffer> chunks, long position) throws IOException {
    if (position < 0 && chunks.size() > 1 && lengthOf(chunks) <= SLICE) {
      use("write", () -> gather(chunks.toArray(ByteBuffer[]::new)));
      return;
    }
    long place = position;
    for (ByteBuffer chunk : chunks) {
      while (chunk.hasRemaining()) {
        place += position < 0 ? write(chunk) : write(chunk, place);
      }
    }
  }

  private static long lengthOf(List<ByteBuffer> chunks) {
    long length = 0;
    for (ByteBuffer chunk : chunks) {
      length += chunk.remaining();
    }
    return length;
  }

  private int gather(ByteBuffer[] chunks) throws IOException {
    int first = 0;
    while (first < chunks.length) {
      channel.write(chunks, first, chunks.length - first);
      while (first < chunks.length && !chunks[first].hasRemaining()) {
        first++;
      }
    }
    moved();
    return first;
  }

  private int writeSlices(ByteBuffer buffer, Use<Integer> write) throws IOException {
    return use(
        "write",
        () -> {
          int begin = buffer.position();
          int end = buffer.limit();
          try {
            do { // of nothing too: that is refused where the file is open for reading
              buffer.limit(Math.min(end, buffer.position() + SLICE));
              write.run();
            } while (!buffer.hasRemaining() && buffer.position() < end);
          } catch (IOException e) {
            if (buffer.position() == begin || !channel.isOpen()) {
              throw e;
            }
          } finally {
            buffer.limit(end);
          }
          moved();
          return buffer.position() - begin;
        });
  }

  /** The two channels are one file to the user. */
  private void moved() throws IOException {
    if (reader != null) {
      reader.position(channel.position());
    }
  }

  /** Cuts the file, or fills it up with zeros; its position stays. */
  void truncate(long length) throws IOException {
    use(
        "ftruncate",
        () -> {
          if (isSpecial()) {
            throw SystemException.ofFile("EINVAL", "ftruncate", null, null);
          }
          long position = channel.position();
          channel.truncate(length);
          if (!appends) {
            channel.position(position);
          }
          fillUpTo(length);
          return length;
        });
  }

  private boolean isSpecial() {
    Path file = path.path();
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private void fillUpTo(long length) throws IOException {
    long missing = length - channel.size();
    while (appends && missing > 0) { // where Linux heeds no place
      missing -= channel.write(ByteBuffer.allocate((int) Math.min(SLICE, missing)));
    }
    if (missing > 0) {
      channel.write(ByteBuffer.allocate(1), length - 1);
    }
  }

  void sync() throws IOException {
    force("fsync", true);
  }

  void datasync() throws IOException {
    force("fdatasync", false);
  }

  private void force(String syscall, boolean withAttributes) throws IOException {
    use(
        syscall,
        () -> {
          channel.force(withAttributes);
          return true;
        });
  }

  @Override
  public void close() throws SystemException {
    try {
      channel.close();
    } catch (IOException e) {
      throw SystemException.ofFile(FileErrors.codeOf(e), "close", null, e);
    } finally {
      closeUnheard(reader);
    }
  }

  /** The same where there is nobody to tell that it failed. */
  void closeUnheard() {
    closeUnheard(reader);
    closeUnheard(channel);
  }

  private static void closeUnheard(@Nullable FileChannel file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        return;
      }
    }
  }

  private FileChannel reader() {
    return reader == null ? channel : reader;
  }

  @FunctionalInterface
  private interface Use<T> {
    T run() throws IOException;
  }

  private <T> T use(String syscall, Use<T> use) throws IOException {
    try {
      return use.run();
    } catch (ClosedByInterruptException | SystemException e) {
      throw e;
    } catch (NonReadableChannelException | NonWritableChannelException e) { // opened for the other
      String code = syscall.equals("ftruncate") ? "EINVAL" : "EBADF";
      throw SystemException.ofFile(code, syscall, null, e);
    } catch (ClosedChannelException e) {
      throw SystemException.ofFile("EBADF", syscall, null, e);
    } catch (IOException e) {
      throw SystemException.ofFile(codeOf(e, syscall), syscall, null, e);
    }
  }

  /** Linux opens a directory for reading and refuses the first read. */
  private String codeOf(IOException error, String syscall) {
    boolean directory = syscall.equals("read") && Files.isDirectory(path.path());
    return directory ? "EISDIR" : FileErrors.codeOf(error);
  }
}
