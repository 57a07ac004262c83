package io.eventloop.loop.model;

import java.util.List;

/** What a program did. */
record Result(int exitCode, List<String> lines) {
  Result {
    lines = List.copyOf(lines);
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\nexit code " + exitCode;
  }
}
