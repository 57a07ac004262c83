package io.eventloop.nodeorder;

import io.eventloop.EventLoop;

final class S42HandlerThrows extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    int[] n = {0};
    loop.onUncaughtException(
        (e, origin) -> {
          log("handler " + ++n[0] + ": " + e.getMessage());
          if (n[0] == 2) {
            throw new IllegalStateException("handler failed");
          }
        });
    loop.onExit(code -> log("WRONG exit " + code));
    loop.setTimeout(
        () -> {
          log("timer 1");
          throw new IllegalStateException("one");
        },
        5);
    loop.setImmediate(
        () -> {
          log("immediate");
          loop.setTimeout(
              () -> {
                log("timer 2");
                loop.nextTick(() -> log("WRONG tick"));
                throw new IllegalStateException("two");
              },
              5);
          loop.setTimeout(() -> log("WRONG timer 3"), 5);
        });
    busy(20);
    log("main done");
  }
}
