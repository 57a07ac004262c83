package io.eventloop.loop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop whose callback the calling thread runs, for what is made without naming a loop. */
final class CurrentLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);
  private static final ThreadLocal<@Nullable LoopEngine> CURRENT = new ThreadLocal<>();

  private CurrentLoop() {}

  /**
   * The loop.
   *
   * @throws IllegalStateException if the calling thread runs no callback of a loop
   */
  static LoopEngine get() {
    LoopEngine loop = CURRENT.get();
    if (loop == null) {
      throw new IllegalStateException(
          "called on thread "
              + Thread.currentThread().getName()
              + ", which runs no callback of a loop: use Loop.execute to get there");
    }
    return loop;
  }

  /** The same, or null if the calling thread runs no callback of a loop. */
  static @Nullable LoopEngine orNull() {
    return CURRENT.get();
  }

  /** Warns through the loop, or in the log where there is none. */
  static void warn(Warning warning) {
    LoopEngine loop = CURRENT.get();
    if (loop == null) {
      LOG.warn("{}", warning);
    } else {
      loop.warn(warning);
    }
  }

  static void enter(LoopEngine loop) {
    CURRENT.set(loop);
  }

  static void leave() {
    CURRENT.remove();
  }
}
