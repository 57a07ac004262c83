/** Values that every floor of the house shares: what a task answered, and how a caller is told. */
@NullMarked
package io.eventloop.value;

import org.jspecify.annotations.NullMarked;
