package io.eventloop.cluster;

import io.eventloop.value.NodeError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a function threw, described.
 *
 * @param type the name of its class
 * @param message empty if it had none
 * @param stack its stack trace
 * @param name as JavaScript names its class
 * @param code of Node's, or null
 */
record Failure(String type, String message, String stack, String name, @Nullable String code) {
  /** A message must fit into a frame, and nobody reads more of it. */
  private static final int LONGEST = 8_000;

  static Failure of(Throwable thrown) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    NodeError error = thrown instanceof NodeError ours ? ours : null;
    return new Failure(
        thrown.getClass().getName(),
        cut(Objects.requireNonNullElse(thrown.getMessage(), "")),
        cut(stack.toString()),
        error == null ? "Error" : error.name(),
        error == null ? null : error.code());
  }

  /** Of a result that has neither value nor failure, which no worker of ours sends. */
  static Failure orUnknown(@Nullable Failure failure) {
    return failure != null ? failure : new Failure("unknown", "", "", "Error", null);
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
