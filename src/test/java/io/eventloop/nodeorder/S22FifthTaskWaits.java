package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.value.Callback;

final class S22FifthTaskWaits extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    Callback<byte[]> heavyDone =
        (err, key) -> {
          if (err != null) {
            throw new IllegalStateException(err);
          }
          heavy++;
        };
    for (int i = 0; i < 4; i++) {
      loop.crypto().pbkdf2("pw" + i, "salt", 150000, 64, "sha512", heavyDone);
    }
    loop.fs()
        .stat(
            filename(),
            (err, stats) -> {
              fifth = true;
              log("fifth: error " + err + ", after at least one heavy: " + (heavy >= 1));
            });
    loop.setInterval(
        (t, args) -> {
          if (heavy == 0) {
            timers++;
          }
          if (heavy < 4 || !fifth) {
            return;
          }
          loop.clearInterval(t);
          log("timers ran before the first result: " + (timers > 0) + ", heavy done: " + heavy);
        },
        2);
    log("main done");
  }

  private int heavy;
  private int timers;
  private boolean fifth;
}
