/** Node's {@code fs}, on the pool. */
@NullMarked
package io.eventloop.modules.fs;

import org.jspecify.annotations.NullMarked;
