package io.eventloop;

/**
 * What a runtime runs: the book's {@code javascript()}. It sets things going and returns; the loop
 * then runs its callbacks until nothing is pending.
 */
@FunctionalInterface
public interface Program {

  /**
   * Runs on the loop's thread, before its first callback. What it throws is an uncaught exception
   * of the loop.
   *
   * @param loop the only handle that a program needs
   */
  void run(EventLoop loop) throws Exception;
}
