/** What is measured of a contender and handed from one JVM to another. */
@NullMarked
package io.eventloop.bench.figure;

import org.jspecify.annotations.NullMarked;
