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

  /** Also of what throws where it is asked: it is a user's class. */
  @SuppressWarnings("IllegalCatch")
  static Failure of(Throwable thrown) {
    try {
      return describe(thrown);
    } catch (Throwable unfit) {
      String why = "it cannot be described: it threw " + unfit.getClass().getName();
      return new Failure(thrown.getClass().getName(), why, "", "Error", null);
    }
  }

  private static Failure describe(Throwable thrown) {
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    NodeError error = thrown instanceof NodeError ours ? ours : null;
    return new Failure(
        thrown.getClass().getName(),
        cut(Objects.requireNonNullElse(thrown.getMessage(), "")),
        cut(stack.toString()),
        error == null ? "Error" : cut(error.name()),
        error == null || error.code() == null ? null : cut(error.code()));
  }

  /** Of a result that has neither value nor failure, which no worker of ours sends. */
  static Failure orUnknown(@Nullable Failure failure) {
    return failure != null ? failure : new Failure("unknown", "", "", "Error", null);
  }

  /** At most how many bytes its texts take in a message. */
  int size() {
    int codeLength = code == null ? 0 : code.length();
    return 3 * (type.length() + message.length() + stack.length() + name.length() + codeLength);
  }

  private static String cut(String text) {
    return Codec.wellFormed(text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
  }
}
