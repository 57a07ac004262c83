package io.eventloop.modules.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.eventloop.modules.dns.DnsException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** One look-up of an address and a port by the system: for a worker's thread, which waits. */
final class AddressLookup {
  private static final String SYSCALL = "getnameinfo";

  /** Java has no call for the names of services. */
  private static final Path SERVICES = Path.of("/etc/services");

  private final String address;
  private final int port;

  /** Of an IP address as text. */
  AddressLookup(String address, int port) {
    this.address = address;
    this.port = port;
  }

  LookupService find() throws IOException {
    InetAddress known = InetAddress.getByName(address);
    String hostname = known.getHostName();
    if (hostname.equals(known.getHostAddress())) { // what Java gives where there is no name
      throw new DnsException(Reason.ENOTFOUND, SYSCALL, address, null);
    }
    return new LookupService(hostname, service().orElse(String.valueOf(port)));
  }

  private Optional<String> service() {
    String wanted = port + "/tcp";
    try (Stream<String> lines = Files.lines(SERVICES, ISO_8859_1)) {
      return lines
          .map(line -> line.replaceFirst("#.*", "").trim().split("\\s+"))
          .filter(words -> words.length > 1 && words[1].equals(wanted))
          .map(words -> words[0])
          .findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
