package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Immediate;
import io.eventloop.loop.Timer;

final class S15UnrefStillFires extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    im =
        loop.setImmediate(
            () -> {
              log("immediate hasRef inside " + im.hasRef());
              Timer t = loop.setTimeout(() -> log("unref'd 90 fired"), 90);
              log("hasRef " + t.hasRef());
              log("unref returns the timer " + (t.unref() == t) + ", hasRef " + t.hasRef());
              Timer late = loop.setTimeout(() -> log("WRONG late"), 20000).unref();
              loop.setTimeout(() -> log("ref'd 180 fired, late hasRef " + late.hasRef()), 180);
              log("ref twice " + t.ref().ref().hasRef() + ", unref again " + t.unref().hasRef());
            });
    log("immediate hasRef " + im.hasRef());
    double started = now();
    loop.onExit(code -> log("exit before 20000: " + (now() - started < 15000)));
  }

  private Immediate im;
}
