package io.eventloop.modules.zlib;

import java.nio.ByteBuffer;

/**
 * Compresses or decompresses data that comes piece by piece, and gives what comes of it piece by
 * piece too. Of one thread at a time.
 */
interface Coder extends AutoCloseable {
  /** How much is given at once, as Node's {@code chunkSize}. */
  int CHUNK = 16 * 1024;

  /**
   * The next piece of the input, once all has been taken that comes of those before.
   *
   * @param data the coder's until then
   */
  void input(ByteBuffer data);

  /** Has all come out that comes of the input so far, so that a reader can make it out. */
  void flush();

  /** There is no more input. */
  void end();

  /**
   * Takes some of what comes of the input.
   *
   * @param buffer is filled from its start, with {@link #CHUNK} bytes at most
   * @return how many bytes it has; 0 once the input is used up and, after {@link #end}, the rest is
   *     out
   */
  int output(byte[] buffer) throws ZlibException;

  /** Gives the memory back that zlib has; nothing else may be called after it. */
  @Override
  void close();
}
