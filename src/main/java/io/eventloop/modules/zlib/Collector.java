package io.eventloop.modules.zlib;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Keeps what comes out, up to a limit. */
final class Collector implements Output {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long limit;

  private Collector(long limit) {
    this.limit = limit;
  }

  /** All that a coder makes of this input: for a worker's thread. Closes the coder. */
  static byte[] collect(Coder coder, byte[] input, long limit)
      throws IOException, InterruptedException {
    Collector collector = new Collector(Math.min(limit, Integer.MAX_VALUE));
    try (coder) {
      coder.write(input, collector);
      coder.finish(collector);
    }
    return collector.bytes.toByteArray();
  }

  @Override
  public void write(byte[] buffer, int length) throws BufferTooLargeException {
    if (length > limit - bytes.size()) {
      throw new BufferTooLargeException(limit);
    }
    bytes.write(buffer, 0, length);
  }
}
