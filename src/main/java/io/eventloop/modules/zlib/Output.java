package io.eventloop.modules.zlib;

import java.io.IOException;

/** Where what comes out goes to. */
@FunctionalInterface
interface Output {

  /**
   * Takes some bytes.
   *
   * @param buffer the caller's, which it writes over when this has returned
   * @param length how many of it, from its start
   */
  void write(byte[] buffer, int length) throws IOException;
}
