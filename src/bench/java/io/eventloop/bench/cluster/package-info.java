/** Nodes of a cluster on this machine, what they are compared at, and what is done to them. */
@NullMarked
package io.eventloop.bench.cluster;

import org.jspecify.annotations.NullMarked;
