package io.eventloop.modules.dns;

/**
 * What an address and a port are called.
 *
 * @param hostname the name of the host, for example {@code localhost}
 * @param service the name of the service, for example {@code ssh}, or the port where it has none
 */
public record LookupService(String hostname, String service) {}
