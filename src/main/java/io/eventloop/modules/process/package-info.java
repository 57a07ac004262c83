/** Node's {@code process}: where a program runs, the signals it gets, and its standard streams. */
@NullMarked
package io.eventloop.modules.process;

import org.jspecify.annotations.NullMarked;
