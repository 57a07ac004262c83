/** Node's {@code crypto}, on the pool. */
@NullMarked
package io.eventloop.modules.crypto;

import org.jspecify.annotations.NullMarked;
