package io.eventloop.modules.net;

import io.eventloop.value.NodeError;

/** A call that a server or a socket does not accept as it is now, or its argument: Node's error. */
public final class NetException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;
  private static final int MOST_PORTS = 65_536;

  private final String name;
  private final String code;

  private NetException(String name, String code, String message) {
    super(message);
    this.name = name;
    this.code = code;
  }

  static int requirePort(int port, String argument) {
    if (port < 0 || port >= MOST_PORTS) {
      throw new NetException(
          "RangeError",
          "ERR_SOCKET_BAD_PORT",
          argument + " should be >= 0 and < 65536. Received type number (" + port + ").");
    }
    return port;
  }

  static NetException alreadyListening() {
    return new NetException(
        "Error",
        "ERR_SERVER_ALREADY_LISTEN",
        "Listen method has been called more than once without closing.");
  }

  /** It was ended when the peer's end came, as sockets are that are not to stay half open. */
  static NetException endedByPeer() {
    return new NetException("Error", "EPIPE", "This socket has been ended by the other party");
  }

  /** A server that is to be closed does not listen. */
  public static NetException notRunning() {
    return new NetException("Error", "ERR_SERVER_NOT_RUNNING", "Server is not running.");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String code() {
    return code;
  }
}
