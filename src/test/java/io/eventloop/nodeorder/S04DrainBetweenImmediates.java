package io.eventloop.nodeorder;

import io.eventloop.EventLoop;

final class S04DrainBetweenImmediates extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    imm(
        "A",
        () -> {
          imm("A1", () -> imm("A2", () -> {}));
          loop.nextTick(() -> imm("A1-from-tick", () -> {}));
        });
    imm("B", () -> imm("B1", () -> {}));
    imm("C", () -> {});
    log("main done");
  }

  private void imm(String name, Runnable more) {
    loop()
        .setImmediate(
            () -> {
              log("immediate " + name);
              loop()
                  .queueMicrotask(
                      () -> {
                        log(" micro " + name);
                        loop().nextTick(() -> log(" tick from micro " + name));
                      });
              loop().nextTick(() -> log(" tick " + name));
              more.run();
            });
  }
}
