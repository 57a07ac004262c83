package io.eventloop.modules.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses as text: Node's {@code net.isIP}, and how libuv writes them. */
final class IpText {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern MAYBE_IPV6 =
      Pattern.compile("([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(%[0-9a-zA-Z.:-]+)?");
  private static final int GROUPS = 8;

  private IpText() {}

  /** 4 or 6 for an address of that family, 0 for anything else. */
  static int family(String text) {
    if (IPV4.matcher(text).matches()) {
      return Dns.IPV4;
    }
    return MAYBE_IPV6.matcher(text).matches() && isIpv6(text.replaceFirst("%.*", ""))
        ? Dns.IPV6
        : 0;
  }

  private static boolean isIpv6(String text) {
    try {
      return InetAddress.getByName(text) != null; // with a colon in it, it asks nobody
    } catch (UnknownHostException malformed) {
      return false;
    }
  }

  static LookupAddress of(InetAddress address) {
    return address instanceof Inet4Address
        ? new LookupAddress(address.getHostAddress(), Dns.IPV4)
        : new LookupAddress(shortened(address.getAddress()), Dns.IPV6);
  }

  /** As RFC 5952 has it: the longest run of zeros left out. */
  private static String shortened(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xFF) << 8) | (bytes[2 * i + 1] & 0xFF);
    }
    int start = 0;
    int longest = 1; // a run of one is written
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    if (longest == 1) {
      return joined(groups, 0, GROUPS);
    }
    return joined(groups, 0, start) + "::" + joined(groups, start + longest, GROUPS);
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
