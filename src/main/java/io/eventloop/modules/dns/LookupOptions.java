package io.eventloop.modules.dns;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;

/**
 * Which addresses of a name are wanted. Immutable; each {@code with} method returns a changed copy.
 *
 * @param family 4, 6, or 0 for both
 * @param hints any of {@link Dns#ADDRCONFIG}, {@link Dns#V4MAPPED} and {@link Dns#ALL}, added up
 * @param order in which order they are given
 * @see <a
 *     href="https://nodejs.org/docs/latest-v20.x/api/dns.html#dnslookuphostname-options-callback">
 *     Node: dns.lookup</a>
 */
public record LookupOptions(int family, int hints, Order order) {
  private static final int BOTH = 0;

  /** Both families, no hints, as the resolver gives them. */
  public static final LookupOptions DEFAULT = new LookupOptions(BOTH, 0, Order.VERBATIM);

  /** Refuses what Node refuses, in its words. */
  public LookupOptions {
    if ((hints & ~(Dns.ADDRCONFIG | Dns.V4MAPPED | Dns.ALL)) != 0) {
      throw InvalidArgValueException.of("hints", "is invalid", hints);
    }
    if (family != BOTH && family != Dns.IPV4 && family != Dns.IPV6) {
      throw InvalidArgValueException.ofProperty(
          "options.family", "must be one of: 0, 4, 6", family);
    }
    InvalidArgTypeException.require(order, "options.order", "an instance of Order");
  }

  /** A copy for this family: 4, 6, or 0 for both. */
  public LookupOptions withFamily(int newFamily) {
    return new LookupOptions(newFamily, hints, order);
  }

  /** A copy with these hints. */
  public LookupOptions withHints(int newHints) {
    return new LookupOptions(family, newHints, order);
  }

  /** A copy with this order. */
  public LookupOptions withOrder(Order newOrder) {
    return new LookupOptions(family, hints, newOrder);
  }

  boolean has(int hint) {
    return (hints & hint) != 0;
  }
}
