package io.eventloop.cluster;

/**
 * What travels between nodes, or from one run of a node to the next; written by {@link
 * WireSerializer} alone.
 */
sealed interface WireMessage permits Hello, Welcome, Refused, Orders, Report, PortableTask {}
