package io.eventloop.modules.dns;

import static java.util.Comparator.comparingInt;

import io.eventloop.modules.dns.DnsException.Reason;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look-up of a name by the system: for a worker's thread, which waits. */
final class NameLookup {
  private static final String SYSCALL = "getaddrinfo";

  /** What libuv has room for. */
  private static final int LONGEST = 255;

  private final String hostname;
  private final LookupOptions options;

  NameLookup(String hostname, LookupOptions options) {
    this.hostname = hostname;
    this.options = options;
  }

  LookupAddress first() throws DnsException {
    return all().get(0);
  }

  /** At least one. */
  List<LookupAddress> all() throws DnsException {
    List<LookupAddress> found = new ArrayList<>();
    for (InetAddress address : resolved()) {
      found.add(IpText.of(address));
    }
    List<LookupAddress> wanted = ordered(ofFamily(found));
    if (wanted.isEmpty()) {
      throw failed(Reason.ENOTFOUND, null);
    }
    return wanted;
  }

  private InetAddress[] resolved() throws DnsException {
    if (hostname.startsWith("[") || hostname.indexOf('\0') >= 0) {
      throw failed(Reason.ENOTFOUND, null); // Java would take it for an address, or a part of it
    }
    if (hostname.length() > LONGEST) {
      throw failed(Reason.EINVAL, null);
    }
    try {
      return InetAddress.getAllByName(IDN.toASCII(hostname));
    } catch (UnknownHostException e) {
      // the system's words, of which Java makes no code
      boolean again = String.valueOf(e.getMessage()).contains("Temporary failure");
      throw failed(again ? Reason.EAI_AGAIN : Reason.ENOTFOUND, e);
    } catch (IllegalArgumentException malformed) {
      throw failed(Reason.ENOTFOUND, malformed);
    }
  }

  private DnsException failed(Reason reason, @Nullable Throwable cause) {
    return new DnsException(reason, SYSCALL, hostname, cause);
  }

  private List<LookupAddress> ofFamily(List<LookupAddress> found) {
    if (options.family() == 0) {
      return found;
    }
    List<LookupAddress> wanted =
        new ArrayList<>(
            found.stream().filter(address -> address.family() == options.family()).toList());
    if (options.family() == Dns.IPV6
        && options.has(Dns.V4MAPPED)
        && (wanted.isEmpty() || options.has(Dns.ALL))) {
      found.stream()
          .filter(address -> address.family() == Dns.IPV4)
          .map(address -> new LookupAddress("::ffff:" + address.address(), Dns.IPV6))
          .forEach(wanted::add);
    }
    return wanted;
  }

  private List<LookupAddress> ordered(List<LookupAddress> addresses) {
    Stream<LookupAddress> all = addresses.stream();
    return switch (options.order()) {
      case VERBATIM -> all.toList();
      case IPV4_FIRST -> all.sorted(comparingInt(LookupAddress::family)).toList();
      case IPV6_FIRST -> all.sorted(comparingInt(LookupAddress::family).reversed()).toList();
    };
  }
}
