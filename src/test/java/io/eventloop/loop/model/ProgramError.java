package io.eventloop.loop.model;

/** What the actions of a program throw and reject with. */
final class ProgramError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProgramError(String label) {
    super(label, null, false, false); // thousands are thrown: no traces
  }
}
