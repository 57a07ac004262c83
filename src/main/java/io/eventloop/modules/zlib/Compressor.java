package io.eventloop.modules.zlib;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes gzip, zlib or raw deflate data. */
final class Compressor extends Coder {
  private static final int FASTEST = 4;
  private static final int SMALLEST = 2;
  private static final int UNIX = 3;

  private final Deflater deflater;
  private final boolean gzip;
  private final int extraFlags;
  private final CRC32 crc = new CRC32();
  private boolean begun;

  Compressor(Format format, ZlibOptions options) {
    this.gzip = format == Format.GZIP;
    this.deflater = new Deflater(options.level(), format != Format.ZLIB);
    int strategy = options.strategy();
    // the JDK knows of no other; and with any, the data means the same
    deflater.setStrategy(strategy <= Zlib.Z_HUFFMAN_ONLY ? strategy : Zlib.Z_DEFAULT_STRATEGY);
    byte[] dictionary = options.dictionary();
    if (dictionary != null && !gzip) {
      deflater.setDictionary(dictionary);
    }
    this.extraFlags = extraFlags(options);
  }

  /** As zlib says it in the header. */
  private static int extraFlags(ZlibOptions options) {
    int level = options.level();
    if (level == Zlib.Z_BEST_COMPRESSION) {
      return SMALLEST;
    }
    boolean fast = level == Zlib.Z_NO_COMPRESSION || level == Zlib.Z_BEST_SPEED;
    return fast || options.strategy() >= Zlib.Z_HUFFMAN_ONLY ? FASTEST : 0;
  }

  @Override
  void write(byte[] data, Output output) throws IOException, InterruptedException {
    begin(output);
    if (gzip) {
      crc.update(data);
    }
    deflater.setInput(data);
    while (!deflater.needsInput()) {
      deflate(output);
    }
  }

  @Override
  void finish(Output output) throws IOException, InterruptedException {
    begin(output);
    deflater.finish();
    while (!deflater.finished()) {
      deflate(output);
    }
    if (gzip) {
      ByteBuffer trailer = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      trailer.putInt((int) crc.getValue()).putInt((int) deflater.getBytesRead());
      output.write(trailer.array(), trailer.capacity());
    }
  }

  private void begin(Output output) throws IOException {
    if (gzip && !begun) {
      byte[] header = {
        (byte) Format.GZIP_ID1,
        (byte) Format.GZIP_ID2,
        Deflater.DEFLATED,
        0,
        0,
        0,
        0,
        0,
        (byte) extraFlags,
        UNIX
      };
      output.write(header, header.length);
    }
    begun = true;
  }

  private void deflate(Output output) throws IOException, InterruptedException {
    checkInterrupt();
    int length = deflater.deflate(buffer);
    if (length > 0) {
      output.write(buffer, length);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
