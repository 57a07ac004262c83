package io.eventloop.cluster;

/**
 * What travels between nodes, or from one run of a node to the next; written by {@link
 * WireSerializer} alone.
 */
sealed interface WireMessage permits Hello, Welcome, Refused, Orders, Report, PortableTask {
  /** Tasks or results that go into one message, in bytes; a single one may be longer. */
  int BATCH = 64 * 1024;
}
