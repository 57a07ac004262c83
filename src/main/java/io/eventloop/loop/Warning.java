package io.eventloop.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not an error but looks like a mistake, as Node's {@code process.emitWarning}.
 *
 * @param name its class, for example {@code TimeoutOverflowWarning}
 * @param message what was found
 * @param code tells warnings apart, for programs; null for none
 * @param detail more text; null for none
 */
public record Warning(String name, String message, @Nullable String code, @Nullable String detail) {
  /** Refuses what is missing. */
  public Warning {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(message, "message");
  }

  /** Without code and detail. */
  public Warning(String name, String message) {
    this(name, message, null, null);
  }

  /** As Node prints it. */
  @Override
  public String toString() {
    return (code == null ? "" : "[" + code + "] ")
        + name
        + ": "
        + message
        + (detail == null ? "" : "\n" + detail);
  }
}
