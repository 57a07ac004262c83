/**
 * What a user imports: run a {@link io.eventloop.Program} to its end with {@link
 * io.eventloop.NodeRuntime}, or put a runtime into an actor system.
 */
@NullMarked
package io.eventloop;

import org.jspecify.annotations.NullMarked;
