package io.eventloop.loop;

import io.eventloop.value.NodeError;

/**
 * The reason of an {@link AbortSignal} that nobody gave one: the {@code DOMException} of the web's
 * standards. Its code is a number, as it was before errors had names.
 *
 * @see <a href="https://webidl.spec.whatwg.org/#idl-DOMException">Web IDL: DOMException</a>
 */
public final class DomException extends RuntimeException implements NodeError {
  private static final long serialVersionUID = 1L;
  private final String name;
  private final int code;

  private DomException(String message, String name, int code) {
    super(message);
    this.name = name;
    this.code = code;
  }

  static DomException aborted() {
    return new DomException("This operation was aborted", "AbortError", 20);
  }

  static DomException timedOut() {
    return new DomException("The operation was aborted due to timeout", "TimeoutError", 23);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String code() {
    return Integer.toString(code);
  }
}
