package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;

final class S01MainPhases extends Script {
  @Override
  void main() {
    EventLoop loop = loop();
    loop.setImmediate(() -> log("immediate"));
    Promise.resolve().then(() -> log("promise 1")).then(() -> log("promise 2"));
    loop.nextTick(() -> log("tick 1"));
    loop.queueMicrotask(() -> log("micro"));
    loop.nextTick(args -> log("tick 2 " + args[0] + args[1]), "x", "y");
    log("executor follows");
    new Promise<Void>(
            (resolve, reject) -> {
              log("executor is sync");
              resolve.accept(null);
            })
        .then(() -> log("promise 3"));
    log("end of main");
  }
}
