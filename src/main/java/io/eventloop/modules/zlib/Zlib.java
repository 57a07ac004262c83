package io.eventloop.modules.zlib;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.InvalidArgTypeException;
import java.util.zip.CRC32;

/**
 * Node's {@code zlib}: compression, on the pool, as tasks of the kind {@link TaskKind#ZLIB}, by the
 * zlib that the JDK has. Of the loop's thread. Each call is there in callback form and, without the
 * callback, in promise form, where an argument that is not accepted rejects the promise; and each
 * as a stream.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html">Node: Zlib</a>
 */
public final class Zlib extends DecompressCalls {
  /** A level: data is not compressed. */
  public static final int Z_NO_COMPRESSION = 0;

  /** A level: the fastest. */
  public static final int Z_BEST_SPEED = 1;

  /** A level: the smallest. */
  public static final int Z_BEST_COMPRESSION = 9;

  /** A level: zlib's own, which is 6. */
  public static final int Z_DEFAULT_COMPRESSION = -1;

  /** The strategy for most data. */
  public static final int Z_DEFAULT_STRATEGY = 0;

  /** A strategy for data that a filter made. */
  public static final int Z_FILTERED = 1;

  /** A strategy: no repetitions are looked for. */
  public static final int Z_HUFFMAN_ONLY = 2;

  /** A strategy for runs of one byte; the JDK has it not, and it is as the default. */
  public static final int Z_RLE = 3;

  /** A strategy with one code for all; the JDK has it not, and it is as the default. */
  public static final int Z_FIXED = 4;

  /** The module on this loop. */
  public Zlib(Registrar registrar) {
    super(registrar);
  }

  /**
   * The same module, each of whose calls is called off by a signal: what waits for a thread is not
   * begun, and what runs is interrupted. The callback, or the promise, gets an {@link
   * io.eventloop.loop.AbortException}, as any other answer after the call has returned.
   */
  public Zlib withSignal(AbortSignal signal) {
    return new Zlib(registrar.withSignal(signal));
  }

  /**
   * The check sum CRC-32 of data. Computes where it is called, as in Node.
   *
   * @return 0 to 2^32 - 1
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcrc32data-value">Node:
   *     zlib.crc32</a>
   */
  public long crc32(byte[] data) {
    InvalidArgTypeException.require(
        data, "data", "of type string or an instance of Buffer, TypedArray, or DataView");
    CRC32 crc = new CRC32();
    crc.update(data);
    return crc.getValue();
  }

  /** The same as {@link #createGzip(ZlibOptions)} with the defaults. */
  public ZlibStream createGzip() {
    return createGzip(ZlibOptions.DEFAULT);
  }

  /**
   * A stream that compresses to the gzip format.
   *
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcreategzipoptions">Node:
   *     zlib.createGzip</a>
   */
  public ZlibStream createGzip(ZlibOptions options) {
    return stream(new Compressor(Format.GZIP, require(options)));
  }

  /** The same as {@link #createDeflate(ZlibOptions)} with the defaults. */
  public ZlibStream createDeflate() {
    return createDeflate(ZlibOptions.DEFAULT);
  }

  /**
   * A stream that compresses to the zlib format.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcreatedeflateoptions">Node:
   *     zlib.createDeflate</a>
   */
  public ZlibStream createDeflate(ZlibOptions options) {
    return stream(new Compressor(Format.ZLIB, require(options)));
  }

  /** The same as {@link #createDeflateRaw(ZlibOptions)} with the defaults. */
  public ZlibStream createDeflateRaw() {
    return createDeflateRaw(ZlibOptions.DEFAULT);
  }

  /**
   * A stream that compresses to the deflate format, without a header.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcreatedeflaterawoptions">Node:
   *     zlib.createDeflateRaw</a>
   */
  public ZlibStream createDeflateRaw(ZlibOptions options) {
    return stream(new Compressor(Format.RAW, require(options)));
  }

  /** The same as {@link #createGunzip(ZlibOptions)} with the defaults. */
  public ZlibStream createGunzip() {
    return createGunzip(ZlibOptions.DEFAULT);
  }

  /**
   * A stream that decompresses the gzip format, also several parts one after the other; it fails
   * with a {@link ZlibException} where the data is not that.
   *
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcreategunzipoptions">Node:
   *     zlib.createGunzip</a>
   */
  public ZlibStream createGunzip(ZlibOptions options) {
    return stream(new Decompressor(Format.GZIP, require(options)));
  }

  /** The same as {@link #createInflate(ZlibOptions)} with the defaults. */
  public ZlibStream createInflate() {
    return createInflate(ZlibOptions.DEFAULT);
  }

  /**
   * A stream that decompresses the zlib format; it fails with a {@link ZlibException} where the
   * data is not that.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcreateinflateoptions">Node:
   *     zlib.createInflate</a>
   */
  public ZlibStream createInflate(ZlibOptions options) {
    return stream(new Decompressor(Format.ZLIB, require(options)));
  }

  /** The same as {@link #createInflateRaw(ZlibOptions)} with the defaults. */
  public ZlibStream createInflateRaw() {
    return createInflateRaw(ZlibOptions.DEFAULT);
  }

  /**
   * A stream that decompresses the deflate format, without a header; it fails with a {@link
   * ZlibException} where the data is not that.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcreateinflaterawoptions">Node:
   *     zlib.createInflateRaw</a>
   */
  public ZlibStream createInflateRaw(ZlibOptions options) {
    return stream(new Decompressor(Format.RAW, require(options)));
  }

  /** The same as {@link #createUnzip(ZlibOptions)} with the defaults. */
  public ZlibStream createUnzip() {
    return createUnzip(ZlibOptions.DEFAULT);
  }

  /**
   * A stream that decompresses the gzip or the zlib format, as the first bytes say; it fails with a
   * {@link ZlibException} where the data is not that.
   *
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibcreateunzipoptions">Node:
   *     zlib.createUnzip</a>
   */
  public ZlibStream createUnzip(ZlibOptions options) {
    return stream(new Decompressor(Format.AUTO, require(options)));
  }

  private ZlibStream stream(Coder coder) {
    return ZlibStream.of(registrar, coder);
  }
}
