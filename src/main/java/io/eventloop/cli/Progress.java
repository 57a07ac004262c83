package io.eventloop.cli;

import java.io.PrintStream;

/**
 * Where a program has got to: on a terminal one line that is written over, elsewhere a line from
 * time to time. Of one thread.
 */
final class Progress {
  /** Where lines stay, there are fewer of them. */
  private static final int LOOKS_PER_LINE = 5;

  private static final String CLEAR_LINE = "\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private int looks;

  private Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Progress that is printed there.
   *
   * @param terminal whether it takes escape sequences
   */
  static Progress to(PrintStream out, boolean terminal) {
    return new Progress(out, terminal);
  }

  /** How it stands; called several times a second. */
  void show(String line) {
    if (terminal) {
      out.print(CLEAR_LINE + line + "\r"); // what somebody logs begins its own line, too
      out.flush();
    } else if (looks++ % LOOKS_PER_LINE == 0) {
      out.println(line);
    }
  }

  /** Something that has happened, and stays to be read. */
  void say(String line) {
    out.println(terminal ? CLEAR_LINE + line : line);
  }
}
