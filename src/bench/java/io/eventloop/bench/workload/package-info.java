/** What is asked of the contenders, in the JVM of a fork. */
@NullMarked
package io.eventloop.bench.workload;

import org.jspecify.annotations.NullMarked;
