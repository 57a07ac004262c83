package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Timer;

final class S32ThrowInTimer extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.onUncaughtException(
        (e, origin) -> {
          log("caught " + e.getMessage() + " (" + origin + ")");
          loop.nextTick(() -> log("tick of handler for " + e.getMessage()));
        });
    loop.setTimeout(this::timer, 5, 1, true);
    loop.setTimeout(this::timer, 5, 2, false);
    loop.setTimeout(this::timer, 5, 3, true);
    loop.setTimeout(this::timer, 40, 4, true);
    busy(100);
    log("main done");
  }

  private void timer(Timer handle, Object... args) {
    Object n = args[0];
    boolean fail = (Boolean) args[1];
    log("timer " + n);
    loop().nextTick(() -> log("tick " + n));
    Promise.resolve().then(() -> log("micro " + n));
    loop().setImmediate(() -> log("immediate " + n));
    if (fail) {
      throw new IllegalStateException("boom " + n);
    }
  }
}
