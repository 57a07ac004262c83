package io.eventloop.pool;

import java.util.Objects;

/**
 * What sort of work a task is: the name under which it is logged, counted and assigned to a lane.
 * An open set: anyone may add a kind with {@link #of(String)}.
 *
 * @param name the name, not blank, for example {@code "jdbc"}
 */
public record TaskKind(String name) {

  /** File system calls of the fs module. */
  public static final TaskKind FS = of("fs");

  /** Computations of the crypto module. */
  public static final TaskKind CRYPTO = of("crypto");

  /** Name look-ups: slow I/O, so in the lane that may hold half of the threads, as in libuv. */
  public static final TaskKind DNS = of("dns");

  /** Refuses a blank name. */
  public TaskKind {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a task kind needs a name that is not blank");
    }
  }

  /** The kind with this name; two kinds of one name are equal. */
  public static TaskKind of(String name) {
    return new TaskKind(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
