package io.eventloop.loop;

import io.eventloop.value.NodeError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several errors in one: JavaScript's {@code AggregateError}, with which {@link
 * Promise#any(Iterable)} rejects. A stack trace shows the errors as suppressed ones.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-aggregate-error-objects">ECMA-262: AggregateError</a>
 */
public final class AggregateException extends RuntimeException implements NodeError {
  private static final long serialVersionUID = 1L;

  /** Of these errors, which may be none. */
  public AggregateException(String message, List<? extends Throwable> errors) {
    super(message);
    errors.forEach(this::addSuppressed);
  }

  /** The errors, in the order of the promises that they came from. */
  public List<Throwable> errors() {
    return List.of(getSuppressed());
  }

  @Override
  public String name() {
    return "AggregateError";
  }

  @Override
  public @Nullable String code() {
    return null;
  }
}
