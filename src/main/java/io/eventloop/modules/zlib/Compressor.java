package io.eventloop.modules.zlib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes gzip, zlib or raw deflate data. */
final class Compressor implements Coder {
  private static final int FASTEST = 4;
  private static final int SMALLEST = 2;
  private static final byte NO_FLAGS = 0;
  private static final int NO_TIME = 0;
  private static final byte UNIX = 3;

  private final Deflater deflater;
  private final boolean gzip;
  private final int extraFlags;
  private final CRC32 crc = new CRC32();
  private int flush = Deflater.NO_FLUSH;
  private boolean begun;
  private boolean ended;

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
  public void input(ByteBuffer data) {
    if (gzip) {
      crc.update(data.duplicate());
    }
    deflater.setInput(data);
  }

  @Override
  public void flush() {
    flush = Deflater.FULL_FLUSH; // Node's default
  }

  @Override
  public void end() {
    deflater.finish();
  }

  @Override
  public int output(byte[] buffer) {
    if (gzip && !begun) {
      begun = true;
      return header(buffer);
    }
    int length = deflate(buffer);
    if (length == 0 && gzip && deflater.finished() && !ended) {
      ended = true;
      return trailer(buffer);
    }
    return length;
  }

  private int deflate(byte[] buffer) {
    int length = deflater.deflate(buffer, 0, CHUNK, flush);
    if (length == 0 && !deflater.finished()) { // a first call may only have set the strategy
      length = deflater.deflate(buffer, 0, CHUNK, flush);
    }
    if (length < CHUNK) {
      flush = Deflater.NO_FLUSH; // all is out
    }
    return length;
  }

  private int header(byte[] buffer) {
    ByteBuffer header = ByteBuffer.wrap(buffer);
    header.put((byte) Format.GZIP_ID1).put((byte) Format.GZIP_ID2);
    header.put((byte) Deflater.DEFLATED).put(NO_FLAGS);
    header.putInt(NO_TIME).put((byte) extraFlags).put(UNIX);
    return header.position();
  }

  private int trailer(byte[] buffer) {
    ByteBuffer trailer = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) crc.getValue()).putInt((int) deflater.getBytesRead());
    return trailer.position();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
