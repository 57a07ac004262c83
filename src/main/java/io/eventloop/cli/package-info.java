/** The command line: {@code demo} and what else the runnable jar offers. */
@NullMarked
package io.eventloop.cli;

import org.jspecify.annotations.NullMarked;
