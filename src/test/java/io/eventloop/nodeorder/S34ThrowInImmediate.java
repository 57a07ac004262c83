package io.eventloop.nodeorder;

import io.eventloop.EventLoop;

final class S34ThrowInImmediate extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.onUncaughtException(
        (e, origin) -> {
          log("caught " + e.getMessage());
          loop.setImmediate(() -> log("immediate of handler for " + e.getMessage()));
        });
    imm(
        "1",
        () -> {
          imm("1b", () -> {});
          loop.nextTick(() -> log(" tick 1"));
        });
    imm(
        "2",
        () -> {
          imm("2b", () -> {});
          loop.nextTick(() -> log(" tick 2"));
          loop.queueMicrotask(() -> log(" micro 2"));
          throw new IllegalStateException("boom 2");
        });
    imm(
        "3",
        () -> {
          loop.nextTick(() -> log(" tick 3"));
          imm("3b", () -> {});
        });
    imm(
        "4",
        () -> {
          throw new IllegalStateException("boom 4");
        });
    imm("5", () -> {});
    log("main done");
  }

  private void imm(String n, Runnable f) {
    loop()
        .setImmediate(
            () -> {
              log("immediate " + n);
              f.run();
            });
  }
}
