package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Immediate;
import io.eventloop.loop.Timer;

final class S19RefUnrefIdempotent extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    Timer a = loop.setTimeout(() -> log("WRONG a"), 20000);
    a.unref();
    a.unref();
    a.unref();
    loop.setTimeout(() -> log("b at 50 kept the loop alive"), 50);
    Timer c = loop.setTimeout(() -> log("c at 100 after unref, unref, ref"), 100);
    c.unref();
    c.unref();
    c.ref();
    Timer d = loop.setTimeout(() -> log("WRONG d"), 20000);
    d.ref();
    d.ref();
    d.unref();
    Timer e = loop.setTimeout(() -> log("WRONG e"), 20000).unref();
    loop.clearTimeout(e);
    loop.clearTimeout(e);
    e.ref(); // a cleared timer cannot hold the loop
    loop.setTimeout(
        () -> {
          log("f at 150, still alive");
          Immediate im = loop.setImmediate(() -> log("immediate, unref'd twice and ref'd once"));
          im.unref();
          im.unref();
          im.ref();
          loop.setImmediate(() -> log("unref'd immediate runs along")).unref();
        },
        150);
    double t0 = now();
    loop.onExit(code -> log("exit in time: " + (now() - t0 < 15000)));
  }
}
