package io.eventloop.cluster;

/** What travels between nodes, written by {@link WireSerializer} alone. */
sealed interface WireMessage permits Hello, Welcome, Refused, Orders, Report {}
