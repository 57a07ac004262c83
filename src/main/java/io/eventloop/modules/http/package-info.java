/** Node's {@code http}, on the I/O event queue. */
@NullMarked
package io.eventloop.modules.http;

import org.jspecify.annotations.NullMarked;
