package io.eventloop.modules.zlib;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.util.Objects;
import java.util.function.BiFunction;

/** The calls that compress data; and how a call comes to the pool. */
abstract sealed class CompressCalls permits DecompressCalls {
  final Registrar registrar;

  CompressCalls(Registrar registrar) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  static ZlibOptions require(ZlibOptions options) {
    return InvalidArgTypeException.require(options, "options", "of type object");
  }

  final void submit(
      BiFunction<Format, ZlibOptions, Coder> coder,
      Format format,
      byte[] buffer,
      ZlibOptions options,
      Callback<? super byte[]> callback) {
    InvalidArgTypeException.requireFunction(callback, "callback");
    require(options);
    InvalidArgTypeException.require(
        buffer,
        "buffer",
        "of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer");
    registrar.submit(
        TaskKind.ZLIB,
        () -> Collector.collect(coder.apply(format, options), buffer, options.maxOutputLength()),
        CallOptions.DEFAULT,
        callback);
  }

  private void compress(
      Format format, byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    submit(Compressor::new, format, buffer, options, callback);
  }

  /** The same as {@link #gzip(byte[], ZlibOptions, Callback)} with the defaults. */
  public void gzip(byte[] buffer, Callback<? super byte[]> callback) {
    gzip(buffer, ZlibOptions.DEFAULT, callback);
  }

  /**
   * Compresses data to the gzip format.
   *
   * @param buffer the caller's, who leaves it alone until the callback runs
   * @param options how
   * @param callback gets the compressed data
   * @throws InvalidArgTypeException at once, if an argument is null
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibgzipbuffer-options-callback">Node:
   *     zlib.gzip</a>
   */
  public void gzip(byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    compress(Format.GZIP, buffer, options, callback);
  }

  /** The promise form of {@link #gzip(byte[], Callback)}. */
  public Promise<byte[]> gzip(byte[] buffer) {
    return gzip(buffer, ZlibOptions.DEFAULT);
  }

  /** The promise form of {@link #gzip(byte[], ZlibOptions, Callback)}. */
  public Promise<byte[]> gzip(byte[] buffer, ZlibOptions options) {
    return registrar.promise(callback -> gzip(buffer, options, callback));
  }

  /** The same as {@link #deflate(byte[], ZlibOptions, Callback)} with the defaults. */
  public void deflate(byte[] buffer, Callback<? super byte[]> callback) {
    deflate(buffer, ZlibOptions.DEFAULT, callback);
  }

  /**
   * Compresses data to the zlib format.
   *
   * @param buffer the caller's, who leaves it alone until the callback runs
   * @param options how
   * @param callback gets the compressed data
   * @throws InvalidArgTypeException at once, if an argument is null
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibdeflatebuffer-options-callback">Node:
   *     zlib.deflate</a>
   */
  public void deflate(byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    compress(Format.ZLIB, buffer, options, callback);
  }

  /** The promise form of {@link #deflate(byte[], Callback)}. */
  public Promise<byte[]> deflate(byte[] buffer) {
    return deflate(buffer, ZlibOptions.DEFAULT);
  }

  /** The promise form of {@link #deflate(byte[], ZlibOptions, Callback)}. */
  public Promise<byte[]> deflate(byte[] buffer, ZlibOptions options) {
    return registrar.promise(callback -> deflate(buffer, options, callback));
  }

  /** The same as {@link #deflateRaw(byte[], ZlibOptions, Callback)} with the defaults. */
  public void deflateRaw(byte[] buffer, Callback<? super byte[]> callback) {
    deflateRaw(buffer, ZlibOptions.DEFAULT, callback);
  }

  /**
   * Compresses data to the deflate format, without a header.
   *
   * @param buffer the caller's, who leaves it alone until the callback runs
   * @param options how
   * @param callback gets the compressed data
   * @throws InvalidArgTypeException at once, if an argument is null
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#zlibdeflaterawbuffer-options-callback">Node:
   *     zlib.deflateRaw</a>
   */
  public void deflateRaw(byte[] buffer, ZlibOptions options, Callback<? super byte[]> callback) {
    compress(Format.RAW, buffer, options, callback);
  }

  /** The promise form of {@link #deflateRaw(byte[], Callback)}. */
  public Promise<byte[]> deflateRaw(byte[] buffer) {
    return deflateRaw(buffer, ZlibOptions.DEFAULT);
  }

  /** The promise form of {@link #deflateRaw(byte[], ZlibOptions, Callback)}. */
  public Promise<byte[]> deflateRaw(byte[] buffer, ZlibOptions options) {
    return registrar.promise(callback -> deflateRaw(buffer, options, callback));
  }
}
