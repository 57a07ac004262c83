package io.eventloop.modules.dns;

/** In which order the addresses of a name are given. */
public enum Order {
  /**
   * As the resolver gives them, as in Node. The JVM's gives those of IPv4 first, unless the
   * property {@code java.net.preferIPv6Addresses} says otherwise.
   */
  VERBATIM,
  /** Those of IPv4 before those of IPv6. */
  IPV4_FIRST,
  /** Those of IPv6 before those of IPv4. */
  IPV6_FIRST
}
