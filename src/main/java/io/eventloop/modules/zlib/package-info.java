/** Node's {@code zlib}, on the pool. */
@NullMarked
package io.eventloop.modules.zlib;

import org.jspecify.annotations.NullMarked;
