package io.eventloop.bench.contender;

import io.eventloop.EventLoop;

/** A runtime of this library that waits for work as long as its JVM lives. */
interface LoopHost {
  EventLoop loop();
}
