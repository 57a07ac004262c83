/** What the forks have measured, as a table for people, as one for programs, and as a page. */
@NullMarked
package io.eventloop.bench.report;

import org.jspecify.annotations.NullMarked;
