/** Ways to run tasks on four threads and their callbacks on one more, behind one interface. */
@NullMarked
package io.eventloop.bench.contender;

import org.jspecify.annotations.NullMarked;
