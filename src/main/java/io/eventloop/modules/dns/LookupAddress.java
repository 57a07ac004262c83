package io.eventloop.modules.dns;

/**
 * What a name leads to.
 *
 * @param address an IP address as text
 * @param family 4 or 6
 */
public record LookupAddress(String address, int family) {}
