package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/** The loop whose callback the calling thread runs, for what is made without naming a loop. */
final class CurrentLoop {
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

  static void enter(LoopEngine loop) {
    CURRENT.set(loop);
  }

  static void leave() {
    CURRENT.remove();
  }
}
