package io.eventloop.loop.model;

import java.util.List;
import java.util.Optional;

/**
 * A random program.
 *
 * @param handler what the handler of uncaught exceptions does beside logging; none without handler
 */
record Program(long seed, Optional<List<Action>> handler, List<Action> main) {

  /** As JavaScript, to be read or to be run by node. */
  @Override
  public String toString() {
    return JavaScript.of(this);
  }
}
