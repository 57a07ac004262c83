/** What the README shows: compiled by the build, run by its tests. */
package io.eventloop.examples;
