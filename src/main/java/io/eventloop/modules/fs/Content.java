package io.eventloop.modules.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What has been read of a file: one array of the size that the file says, which is what the caller
 * gets; or pieces of it, where the file says nothing. Of one thread at a time.
 *
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/fs/read/context.js">Node:
 *     read/context.js</a>
 */
final class Content {
  /** How much one read takes at most. */
  static final int CHUNK = 512 * 1024;

  /** The same where nobody knows how much there is. */
  static final int CHUNK_OF_UNKNOWN = 64 * 1024;

  private final byte[] whole;
  private final boolean endsAtShortRead;
  private final List<byte[]> pieces = new ArrayList<>();
  private int length;

  private Content(int size, boolean endsAtShortRead) {
    this.whole = new byte[size];
    this.endsAtShortRead = endsAtShortRead;
  }

  /**
   * Of a file of this size; 0 for one that does not know.
   *
   * @param endsAtShortRead whether a read that brings less than was asked for is the end of a file
   *     of a known size; else only one that brings nothing is
   * @throws FileTooLargeException if there is no array of that size
   */
  static Content ofSize(long size, boolean endsAtShortRead) throws FileTooLargeException {
    if (size > Integer.MAX_VALUE) {
      throw new FileTooLargeException(size);
    }
    return new Content((int) size, endsAtShortRead);
  }

  /**
   * Reads once; blocks.
   *
   * @return whether that was the end of the file
   */
  boolean readFrom(CallFile file) throws IOException {
    return whole.length == 0 ? readPiece(file) : readChunk(file);
  }

  private boolean readChunk(CallFile file) throws IOException {
    int asked = Math.min(CHUNK, whole.length - length);
    int read = file.read(ByteBuffer.wrap(whole, length, asked));
    length += read;
    return length == whole.length || read == 0 || (endsAtShortRead && read < asked);
  }

  private boolean readPiece(CallFile file) throws IOException {
    byte[] piece = new byte[CHUNK_OF_UNKNOWN];
    int read = file.read(ByteBuffer.wrap(piece));
    if (read > Integer.MAX_VALUE - length) {
      throw new OutOfMemoryError("more than an array holds");
    }
    if (read > 0) {
      pieces.add(read == piece.length ? piece : Arrays.copyOf(piece, read));
    }
    length += read;
    return read == 0;
  }

  /** All that was read; the caller's from now on. */
  byte[] bytes() {
    if (pieces.isEmpty()) {
      return length == whole.length ? whole : Arrays.copyOf(whole, length);
    }
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    pieces.forEach(all::put);
    return all.array();
  }
}
