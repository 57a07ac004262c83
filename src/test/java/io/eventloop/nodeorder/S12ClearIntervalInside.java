package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Timer;

final class S12ClearIntervalInside extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.setInterval(
        (ia, args) -> {
          log("a" + ++a);
          if (a == 3) {
            loop.clearInterval(ia);
            log("a stopped");
            next();
          }
        },
        5);
  }

  private int a;
  private int b;
  private int c;

  private void next() {
    loop()
        .setInterval(
            (ib, args) -> {
              log("b" + ++b);
              if (b == 2) {
                loop()
                    .nextTick(
                        () -> {
                          loop().clearTimeout(ib);
                          log("b stopped by clearTimeout in a tick");
                          more();
                        });
              }
            },
            5);
  }

  private void more() {
    loop()
        .setInterval(
            (ic, args) -> {
              log("c" + ++c);
              loop().clearInterval(ic);
              loop().clearInterval(ic);
              Timer one = loop().setTimeout(() -> log("WRONG one-shot"), 5);
              loop().clearInterval(one);
              loop().setTimeout(() -> log("counts " + a + b + c), 40);
            },
            0);
  }
}
