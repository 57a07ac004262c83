package io.eventloop.nodeorder;

import io.eventloop.EventLoop;

final class S39ExitCodeAndExitEvent extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.exitCode(3);
    loop.onBeforeExit(code -> log("beforeExit " + code));
    loop.onExit(
        code -> {
          log("exit handler 1 got " + code + ", exitCode " + loop.exitCode().getAsInt());
          loop.setTimeout(() -> log("WRONG timer"), 0);
          loop.setImmediate(() -> log("WRONG immediate"));
          loop.nextTick(() -> log("WRONG tick"));
          loop.fs().stat(".", (err, stats) -> log("WRONG io"));
          loop.exitCode(5);
        });
    loop.onExit(
        code -> {
          log("exit handler 2 got " + code + ", exitCode " + loop.exitCode().getAsInt());
          busy(30);
          log("handler 2 took its time");
        });
    loop.setTimeout(
        () -> {
          log("timer");
          loop.exitCode(4);
        },
        10);
    log("main done");
  }
}
