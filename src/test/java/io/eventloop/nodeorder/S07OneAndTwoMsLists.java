package io.eventloop.nodeorder;

import io.eventloop.EventLoop;

final class S07OneAndTwoMsLists extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.setTimeout(() -> log("2ms a"), 2);
    busy(10); // the 2 ms list now expires before a 1 ms list made from here on
    loop.setTimeout(() -> log("1ms b"), 1);
    loop.setTimeout(() -> log("2ms c"), 2);
    loop.setTimeout(() -> log("1ms d"), 1);
    busy(10);
    loop.setTimeout(
        () -> {
          log("--- second round");
          loop.setTimeout(() -> log("1ms e"), 1);
          loop.setTimeout(() -> log("2ms f"), 2);
          loop.setTimeout(() -> log("1ms g"), 1);
          loop.setTimeout(() -> log("2ms h"), 2);
          busy(10);
        },
        50);
  }
}
