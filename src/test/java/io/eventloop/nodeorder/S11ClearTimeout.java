package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Timer;

final class S11ClearTimeout extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    Timer before = loop.setTimeout(() -> log("WRONG before"), 5);
    loop.clearTimeout(before);
    loop.setTimeout(
        (inside, args) -> {
          log("inside");
          loop.clearTimeout(inside);
          log("inside cleared itself");
        },
        10);
    Timer once = loop.setTimeout(() -> log("once"), 15);
    Timer byTick = loop.setTimeout(() -> log("WRONG tick"), 20);
    loop.nextTick(() -> loop.clearTimeout(byTick));
    loop.clearTimeout(null);
    loop.setTimeout(
        () -> {
          loop.clearTimeout(once);
          loop.clearTimeout(once);
          loop.clearTimeout(before);
          log("cleared after firing, twice: no error");
        },
        90);
    log("main done");
  }
}
