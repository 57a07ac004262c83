package io.eventloop.modules.http;

import io.eventloop.value.SystemException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Finds Node's error behind what the JDK's client throws. */
final class HttpErrors {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private HttpErrors() {}

  /** Node's error where there is one, or what the client threw. On a thread that may block. */
  static Throwable translate(URI uri, @Nullable Throwable thrown) {
    Throwable error = thrown;
    while (error instanceof CompletionException && error.getCause() != null) {
      error = error.getCause();
    }
    if (error == null) {
      return new IOException("the HTTP client gave neither an answer nor an error");
    }
    if (has(UnresolvedAddressException.class, error) || has(UnknownHostException.class, error)) {
      return SystemException.ofUnknownHost(uri.getHost(), error);
    }
    if (has(NoRouteToHostException.class, error)) {
      return notConnected("EHOSTUNREACH", uri, error);
    }
    if (error instanceof ConnectException) {
      return notConnected(codeOf(error), uri, error);
    }
    return isReset(error) ? ConnectionResetException.hungUp(error) : error;
  }

  /** Whether the server has closed the connection instead of answering, in the JDK's words. */
  private static boolean isReset(Throwable error) {
    String text = String.valueOf(error.getMessage());
    return has(EOFException.class, error)
        || has(ClosedChannelException.class, error)
        || text.contains("received no bytes")
        || text.contains("Connection reset")
        || text.contains("Broken pipe");
  }

  private static boolean has(Class<? extends Throwable> type, Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The code behind a failure to connect. Once refused, the JDK's client tries again on the channel
   * that is closed now, and the system's own words are lost: no text means refused.
   */
  private static String codeOf(Throwable connect) {
    String text = String.valueOf(connect.getMessage());
    if (text.contains("timed out")) {
      return "ETIMEDOUT";
    }
    return text.contains("unreachable") ? "ENETUNREACH" : "ECONNREFUSED";
  }

  private static SystemException notConnected(String code, URI uri, Throwable cause) {
    int defaultPort = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
    return SystemException.ofConnection(code, addressOf(uri.getHost()), port, cause);
  }

  /** The address that the client tried: the first of the name's, which Java still remembers. */
  private static String addressOf(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      return host;
    }
  }
}
