package io.eventloop.cluster;

import java.util.Map;

/**
 * A task as it travels: to another node, or in a journal to the next run of this one.
 *
 * @param kind the name of its kind
 * @param argument as the kind writes it
 * @param mdc entries of the MDC
 * @param locals values of portable locals, by their names
 */
record PortableTask(
    String kind, Payload argument, Map<String, String> mdc, Map<String, Payload> locals)
    implements WireMessage {}
