package io.eventloop.bench.contender;

import io.eventloop.value.Callback;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One way to run tasks on four threads and their callbacks on one more, the loop. It ends with its
 * JVM: how it would end by itself is a matter of W8.
 */
public interface Contender {

  /** Runs code on the loop. From any thread. */
  void execute(Runnable code);

  /** Runs work on one of the four threads, then the callback on the loop. Of the loop's thread. */
  void submit(Callable<?> work, Callback<Object> callback);

  /** The same from a thread that is not the loop's, in the way that is usual there. */
  void submitFromOutside(Callable<?> work, Callback<Object> callback);

  /** Whether four threads run its tasks, so that the fifth waits; else each runs at once. */
  default boolean hasFourThreads() {
    return true;
  }

  /** Its timers, if it has its own. */
  default Optional<Timers> timers() {
    return Optional.empty();
  }

  /** Its ways to run code on the loop later, if it has its own. */
  default Optional<Chains> chains() {
    return Optional.empty();
  }
}
