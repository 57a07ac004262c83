package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;
import java.util.List;

final class S03DrainBetweenTimers extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    for (String n : List.of("A", "B", "C")) {
      loop.setTimeout(
          () -> {
            log("timer " + n);
            Promise.resolve()
                .then(() -> log("micro of " + n))
                .then(() -> loop.nextTick(() -> log("late tick of " + n)));
            loop.nextTick(() -> log("tick of " + n));
            if (n.equals("A")) {
              loop.setImmediate(() -> log("immediate of A"));
            }
          },
          20);
    }
    busy(60);
    log("main done");
  }
}
