package io.eventloop.modules.zlib;

import java.io.IOException;

/**
 * Compresses or decompresses data that comes piece by piece. Of one thread at a time; ends early if
 * that is interrupted.
 */
abstract class Coder implements AutoCloseable {
  /** As Node's {@code chunkSize}. */
  private static final int CHUNK = 16 * 1024;

  final byte[] buffer = new byte[CHUNK];

  /** Takes a piece of the input; what comes of it so far goes out. */
  abstract void write(byte[] data, Output output) throws IOException, InterruptedException;

  /** There is no more input; the rest goes out. */
  abstract void finish(Output output) throws IOException, InterruptedException;

  /** Gives the memory back that zlib has; nothing else may be called after it. */
  @Override
  public abstract void close();

  static void checkInterrupt() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("zlib was interrupted"); // the pool does not want it
    }
  }
}
