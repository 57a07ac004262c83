package io.eventloop.bench.cluster;

/** What travels between the router's nodes, as Jackson's CBOR. */
interface RouterMessage {}
