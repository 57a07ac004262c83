package io.eventloop.modules.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.annotation.InternalApi;
import org.jspecify.annotations.Nullable;

/**
 * Where a socket is bound, or its peer. Immutable.
 *
 * @param address the IP address, in its short form
 * @param family {@code IPv4} or {@code IPv6}
 * @param port from 0 to 65535
 */
public record AddressInfo(String address, String family, int port) {
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

  /** What Java has; null if that is nothing, or not an IP address. */
  @InternalApi
  public static @Nullable AddressInfo of(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress socket)) {
      return null;
    }
    InetAddress ip = socket.getAddress();
    boolean six = ip instanceof Inet6Address;
    return new AddressInfo(textOf(ip), six ? "IPv6" : "IPv4", socket.getPort());
  }

  /** The address as Node writes it: of the longest run of zeros, the first, nothing is left. */
  static String textOf(InetAddress ip) {
    String text = ip.getHostAddress();
    if (!(ip instanceof Inet6Address)) {
      return text;
    }
    String longest = "";
    Matcher runs = ZEROS.matcher(text);
    while (runs.find()) {
      longest = runs.group().length() > longest.length() ? runs.group() : longest;
    }
    return longest.isEmpty() ? text : text.replaceFirst(Pattern.quote(longest), "::");
  }
}
