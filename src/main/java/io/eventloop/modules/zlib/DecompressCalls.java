package io.eventloop.modules.zlib;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;

/** The calls that decompress data. */
abstract sealed class DecompressCalls extends CompressCalls permits Zlib {

  DecompressCalls(Registrar registrar) {
    super(registrar);
  }

  private void decompress(
      Format format, byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    submit(Decompressor::new, format, buffer, options, callback);
  }

  /** The same as {@link #gunzip(byte[], ZlibOptions, Callback)} with the defaults. */
  public void gunzip(byte[] buffer, Callback<? super byte[]> callback) {
    gunzip(buffer, ZlibOptions.DEFAULT, callback);
  }

  /**
   * Decompresses data of the gzip format, also of several parts one after the other.
   *
   * @param buffer the caller's, who leaves it alone until the callback runs
   * @param options how
   * @param callback gets the data; or a {@link ZlibException}, or a {@link BufferTooLargeException}
   * @throws InvalidArgTypeException at once, if an argument is null
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibgunzipbuffer-options-callback">Node:
   *     zlib.gunzip</a>
   */
  public void gunzip(byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    decompress(Format.GZIP, buffer, options, callback);
  }

  /** The promise form of {@link #gunzip(byte[], Callback)}. */
  public Promise<byte[]> gunzip(byte[] buffer) {
    return gunzip(buffer, ZlibOptions.DEFAULT);
  }

  /** The promise form of {@link #gunzip(byte[], ZlibOptions, Callback)}. */
  public Promise<byte[]> gunzip(byte[] buffer, ZlibOptions options) {
    return registrar.promise(callback -> gunzip(buffer, options, callback));
  }

  /** The same as {@link #inflate(byte[], ZlibOptions, Callback)} with the defaults. */
  public void inflate(byte[] buffer, Callback<? super byte[]> callback) {
    inflate(buffer, ZlibOptions.DEFAULT, callback);
  }

  /**
   * Decompresses data of the zlib format.
   *
   * @param buffer the caller's, who leaves it alone until the callback runs
   * @param options how
   * @param callback gets the data; or a {@link ZlibException}, or a {@link BufferTooLargeException}
   * @throws InvalidArgTypeException at once, if an argument is null
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibinflatebuffer-options-callback">Node:
   *     zlib.inflate</a>
   */
  public void inflate(byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    decompress(Format.ZLIB, buffer, options, callback);
  }

  /** The promise form of {@link #inflate(byte[], Callback)}. */
  public Promise<byte[]> inflate(byte[] buffer) {
    return inflate(buffer, ZlibOptions.DEFAULT);
  }

  /** The promise form of {@link #inflate(byte[], ZlibOptions, Callback)}. */
  public Promise<byte[]> inflate(byte[] buffer, ZlibOptions options) {
    return registrar.promise(callback -> inflate(buffer, options, callback));
  }

  /** The same as {@link #inflateRaw(byte[], ZlibOptions, Callback)} with the defaults. */
  public void inflateRaw(byte[] buffer, Callback<? super byte[]> callback) {
    inflateRaw(buffer, ZlibOptions.DEFAULT, callback);
  }

  /**
   * Decompresses data of the deflate format, without a header.
   *
   * @param buffer the caller's, who leaves it alone until the callback runs
   * @param options how
   * @param callback gets the data; or a {@link ZlibException}, or a {@link BufferTooLargeException}
   * @throws InvalidArgTypeException at once, if an argument is null
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibinflaterawbuffer-options-callback">Node:
   *     zlib.inflateRaw</a>
   */
  public void inflateRaw(byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    decompress(Format.RAW, buffer, options, callback);
  }

  /** The promise form of {@link #inflateRaw(byte[], Callback)}. */
  public Promise<byte[]> inflateRaw(byte[] buffer) {
    return inflateRaw(buffer, ZlibOptions.DEFAULT);
  }

  /** The promise form of {@link #inflateRaw(byte[], ZlibOptions, Callback)}. */
  public Promise<byte[]> inflateRaw(byte[] buffer, ZlibOptions options) {
    return registrar.promise(callback -> inflateRaw(buffer, options, callback));
  }

  /** The same as {@link #unzip(byte[], ZlibOptions, Callback)} with the defaults. */
  public void unzip(byte[] buffer, Callback<? super byte[]> callback) {
    unzip(buffer, ZlibOptions.DEFAULT, callback);
  }

  /**
   * Decompresses data of the gzip or the zlib format, as its first bytes say.
   *
   * @param buffer the caller's, who leaves it alone until the callback runs
   * @param options how
   * @param callback gets the data; or a {@link ZlibException}, or a {@link BufferTooLargeException}
   * @throws InvalidArgTypeException at once, if an argument is null
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibunzipbuffer-options-callback">Node:
   *     zlib.unzip</a>
   */
  public void unzip(byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    decompress(Format.AUTO, buffer, options, callback);
  }

  /** The promise form of {@link #unzip(byte[], Callback)}. */
  public Promise<byte[]> unzip(byte[] buffer) {
    return unzip(buffer, ZlibOptions.DEFAULT);
  }

  /** The promise form of {@link #unzip(byte[], ZlibOptions, Callback)}. */
  public Promise<byte[]> unzip(byte[] buffer, ZlibOptions options) {
    return registrar.promise(callback -> unzip(buffer, options, callback));
  }
}
