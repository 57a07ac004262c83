package io.eventloop.modules.dns;

import io.eventloop.value.NodeError;

/** A port is none: Node's {@code RangeError} with the code {@code ERR_SOCKET_BAD_PORT}. */
public final class BadPortException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PORT = 65_535;

  private BadPortException(int port) {
    super("Port should be >= 0 and < 65536. Received type number (" + port + ").");
  }

  static int require(int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new BadPortException(port);
    }
    return port;
  }

  @Override
  public String name() {
    return "RangeError";
  }

  @Override
  public String code() {
    return "ERR_SOCKET_BAD_PORT";
  }
}
