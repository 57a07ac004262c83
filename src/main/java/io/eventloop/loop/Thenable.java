package io.eventloop.loop;

import java.util.function.Consumer;

/**
 * Anything that tells later what has become of it: what {@link Promise#from(Thenable)} and {@link
 * Promise.Resolver#follow(Thenable)} take in besides promises.
 *
 * @param <T> what it brings
 * @see <a href="https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob">ECMA-262:
 *     NewPromiseResolveThenableJob</a>
 */
@FunctionalInterface
public interface Thenable<T> {

  /**
   * Asks for the outcome. Called once, as a microtask of the loop that wants to know. One of the
   * two functions is to be called, then or later, on that same loop; of several calls the first
   * counts.
   *
   * @throws Exception to reject whoever asks, unless it was answered before
   */
  void then(Consumer<? super T> onFulfilled, Consumer<? super Throwable> onRejected)
      throws Exception;
}
