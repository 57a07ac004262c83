package io.eventloop.modules.zlib;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Compresses or decompresses data that is there whole, for a worker's thread. */
final class Collector {

  private Collector() {}

  /**
   * All that a coder makes of this input. Closes the coder. Ends early if the thread is
   * interrupted.
   *
   * @param limit how much that may be, in bytes
   */
  static byte[] collect(Coder coder, byte[] input, long limit)
      throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[Coder.CHUNK];
    long most = Math.min(limit, Integer.MAX_VALUE);
    try (coder) {
      coder.input(ByteBuffer.wrap(input));
      coder.end();
      for (int length = coder.output(buffer); length > 0; length = coder.output(buffer)) {
        if (length > most - all.size()) {
          throw new BufferTooLargeException(limit);
        }
        all.write(buffer, 0, length);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("zlib was interrupted"); // the pool does not want it
        }
      }
    }
    return all.toByteArray();
  }
}
