/** Node's {@code dns}: look-ups by the system, on the pool. */
@NullMarked
package io.eventloop.modules.dns;

import org.jspecify.annotations.NullMarked;
