package io.eventloop.loop;

import java.util.Objects;

/**
 * Something that is not an error but looks like a mistake, as Node's {@code process.emitWarning}.
 *
 * @param name its class, for example {@code TimeoutOverflowWarning}
 * @param message what was found
 */
public record Warning(String name, String message) {
  /** Refuses what is missing. */
  public Warning {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return name + ": " + message;
  }
}
