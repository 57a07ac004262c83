package io.eventloop.loop;

/**
 * Carries {@link Loop#exit()} out of the callback that called it. An {@link Error}, so that a
 * program's {@code catch (Exception e)} does not take it for a failure.
 */
final class ProgramExit extends Error {
  private static final long serialVersionUID = 1L;

  ProgramExit() {
    super("the program has exited", null, false, false);
  }
}
