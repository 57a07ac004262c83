package io.eventloop.modules.net;

import java.time.Duration;

/**
 * How sockets are to be: those that a server takes in, or one that connects. Immutable.
 *
 * @param allowHalfOpen whether a socket stays open for writing when the peer has ended; else it is
 *     ended too
 * @param pauseOnConnect of a server: whether a socket reads nothing before {@code resume}
 * @param noDelay whether small pieces are sent at once: {@code TCP_NODELAY}
 * @param keepAlive whether the system asks a silent peer whether it is still there
 * @param keepAliveInitialDelay after how much silence; zero for the system's default
 * @param highWaterMark from how many buffered bytes on a socket's {@code write} returns false, and
 *     nothing is read ahead
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/net.html#netcreateserveroptions-connectionlistener">
 *     Node: net.createServer</a>
 */
public record NetOptions(
    boolean allowHalfOpen,
    boolean pauseOnConnect,
    boolean noDelay,
    boolean keepAlive,
    Duration keepAliveInitialDelay,
    int highWaterMark) {

  /** Node's defaults: none of these, 16 KiB. */
  public static final NetOptions DEFAULT =
      new NetOptions(false, false, false, false, Duration.ZERO, 16 * 1024);

  /** With or without sockets that stay half open. */
  public NetOptions withAllowHalfOpen(boolean allows) {
    return new NetOptions(
        allows, pauseOnConnect, noDelay, keepAlive, keepAliveInitialDelay, highWaterMark);
  }

  /** With or without a pause at the beginning. */
  public NetOptions withPauseOnConnect(boolean pauses) {
    return new NetOptions(
        allowHalfOpen, pauses, noDelay, keepAlive, keepAliveInitialDelay, highWaterMark);
  }

  /** With or without {@code TCP_NODELAY}. */
  public NetOptions withNoDelay(boolean without) {
    return new NetOptions(
        allowHalfOpen, pauseOnConnect, without, keepAlive, keepAliveInitialDelay, highWaterMark);
  }

  /** With questions to a silent peer, after that much silence; zero for the system's default. */
  public NetOptions withKeepAlive(Duration initialDelay) {
    return new NetOptions(
        allowHalfOpen, pauseOnConnect, noDelay, true, initialDelay, highWaterMark);
  }

  /** With a mark for both sides of the streams, in bytes. */
  public NetOptions withHighWaterMark(int mark) {
    return new NetOptions(
        allowHalfOpen, pauseOnConnect, noDelay, keepAlive, keepAliveInitialDelay, mark);
  }
}
