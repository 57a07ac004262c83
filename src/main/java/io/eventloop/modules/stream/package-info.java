/**
 * Node's streams with their back pressure, and their bridges to {@link java.util.concurrent.Flow}.
 */
@NullMarked
package io.eventloop.modules.stream;

import org.jspecify.annotations.NullMarked;
