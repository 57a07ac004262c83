/**
 * Node's {@code net}, on the I/O event queue: servers and connections over Netty's NIO. A thread of
 * each loop waits for its channels when the loop has nothing to do; all else, reading and writing
 * too, is done on the loop.
 */
@NullMarked
package io.eventloop.modules.net;

import org.jspecify.annotations.NullMarked;
