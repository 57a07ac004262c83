package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;

final class S16OnlyUnrefLeft extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.setInterval(() -> log("WRONG interval"), 1).unref();
    loop.setTimeout(() -> log("WRONG timeout"), 0).unref();
    loop.setImmediate(() -> log("WRONG immediate")).unref();
    loop.nextTick(() -> log("tick still runs"));
    Promise.resolve().then(() -> log("micro still runs"));
    int[] rounds = {0};
    loop.onBeforeExit(code -> log("beforeExit " + ++rounds[0]));
    loop.onExit(code -> log("exit " + code));
    busy(20);
    log("main done, timers overdue");
  }
}
