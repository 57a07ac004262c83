package io.eventloop.pool;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** Compression and decompression of the zlib module. */
  public static final TaskKind ZLIB = of("zlib");

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

  /** As a record's, without what the first use of that costs at start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskKind kind && name.equals(kind.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
