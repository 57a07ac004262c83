package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Timer;

final class S14TimerRefresh extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    Timer dead = loop.setTimeout(() -> log("WRONG"), 20);
    loop.clearTimeout(dead);
    dead.refresh();
    log("cleared timer refreshed: no effect");
    loop.setTimeout(
        () -> {
          loop.setTimeout(() -> log("120 after the refresh, fired " + fired), 120);
          t.refresh();
          log("refreshed at 60");
        },
        60);
    t =
        loop.setTimeout(
            () -> {
              log("t fired " + ++fired);
              if (fired < 3) {
                log("same handle: " + (t.refresh() == t));
              } else {
                interval();
              }
            },
            150);
  }

  private int fired;
  private Timer t;
  private Timer iv;

  private void interval() {
    loop()
        .setTimeout(
            () -> {
              loop()
                  .setTimeout(
                      () -> {
                        loop().clearInterval(iv);
                        log("interval cleared before its refreshed tick");
                      },
                      80);
              log("interval refreshed at 40");
              iv.refresh();
            },
            40);
    iv = loop().setInterval(() -> log("WRONG interval"), 100);
  }
}
