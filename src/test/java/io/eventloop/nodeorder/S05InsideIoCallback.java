package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;

final class S05InsideIoCallback extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.fs()
        .stat(
            filename(),
            (err, stats) -> {
              log("io callback, error: " + err);
              loop.setTimeout(() -> log("timeout 0"), 0);
              loop.setImmediate(
                  () -> {
                    log("immediate 1");
                    loop.nextTick(() -> log("tick of immediate 1"));
                    Promise.resolve().then(() -> log("micro of immediate 1"));
                  });
              loop.setImmediate(() -> log("immediate 2"));
              Promise.resolve().then(() -> log("micro"));
              loop.nextTick(() -> log("tick"));
              log("io callback ends");
            });
    log("main done");
  }
}
