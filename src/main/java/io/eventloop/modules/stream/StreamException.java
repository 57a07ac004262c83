package io.eventloop.modules.stream;

import io.eventloop.value.NodeError;

/**
 * A stream was used in a way, or came to an end, that its state does not allow: Node's errors whose
 * codes begin with {@code ERR_STREAM}, with its messages.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/errors.html#err_stream_destroyed">Node:
 *     ERR_STREAM_DESTROYED and those after it</a>
 */
public final class StreamException extends RuntimeException implements NodeError {
  private static final long serialVersionUID = 1L;

  /** The code of a stream that was closed before it had ended, or finished. */
  public static final String PREMATURE_CLOSE = "ERR_STREAM_PREMATURE_CLOSE";

  private final String code;

  private StreamException(String code, String message) {
    super(message);
    this.code = code;
  }

  static StreamException writeAfterEnd() {
    return new StreamException("ERR_STREAM_WRITE_AFTER_END", "write after end");
  }

  static StreamException destroyed(String call) {
    return new StreamException(
        "ERR_STREAM_DESTROYED", "Cannot call " + call + " after a stream was destroyed");
  }

  static StreamException alreadyFinished(String call) {
    return new StreamException(
        "ERR_STREAM_ALREADY_FINISHED", "Cannot call " + call + " after a stream was finished");
  }

  static StreamException pushAfterEnd() {
    return new StreamException("ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF");
  }

  static StreamException unshiftAfterEnd() {
    return new StreamException(
        "ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event");
  }

  static StreamException multipleCallback() {
    return new StreamException("ERR_MULTIPLE_CALLBACK", "Callback called multiple times");
  }

  static StreamException nullValues() {
    return new StreamException("ERR_STREAM_NULL_VALUES", "May not write null values to stream");
  }

  /**
   * The error of a stream that was closed before it had ended, or finished, for modules that know
   * of an end that their stream does not.
   */
  public static StreamException prematureClose() {
    return new StreamException(PREMATURE_CLOSE, "Premature close");
  }

  @Override
  public String name() {
    return code.equals("ERR_STREAM_NULL_VALUES") ? "TypeError" : "Error";
  }

  @Override
  public String code() {
    return code;
  }
}
