package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;

final class S41ProcessExitNow extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.onBeforeExit(code -> log("WRONG beforeExit"));
    loop.onExit(
        code -> {
          log("exit handler 1: " + code);
          loop.exit(9);
        });
    loop.onExit(code -> log("WRONG exit handler 2: " + code));
    loop.onUncaughtException((e, origin) -> log("WRONG uncaughtException"));
    loop.fs()
        .stat(
            ".",
            (err, stats) -> {
              loop.nextTick(() -> log("WRONG tick"));
              Promise.resolve().then(() -> log("WRONG micro"));
              loop.setImmediate(() -> log("WRONG immediate"));
              loop.setTimeout(() -> log("WRONG timer"), 0);
              try {
                log("leaving from I/O");
                loop.exit(4);
                log("WRONG after exit");
              } catch (RuntimeException e) {
                log("WRONG catch");
              }
            });
    loop.nextTick(() -> log("tick"));
  }
}
