package io.eventloop.nodeorder;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.POSITIVE_INFINITY;

import io.eventloop.EventLoop;
import io.eventloop.loop.Timer;

final class S08DelayClamp extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.onWarning(w -> log("warning " + w.name()));
    double[] delays = {
      1, 0, -1, Double.NaN, 1.999, 0.5, POSITIVE_INFINITY, NEGATIVE_INFINITY, 0x1p31, 1e300
    };
    String[] shown = { // as JavaScript prints them, with their places among its delays
      "0: number 1",
      "1: number 0",
      "2: number -1",
      "3: number NaN",
      "8: number 1.999",
      "9: number 0.5",
      "10: number Infinity",
      "11: number -Infinity",
      "12: number 2147483648",
      "13: number 1e+300"
    };
    for (int i = 0; i < delays.length; i++) {
      String line = shown[i];
      loop.setTimeout(() -> log(line), delays[i]);
    }
    Timer far = loop.setTimeout(() -> log("never"), 0x1p31 - 1); // the largest real delay
    loop.setImmediate(
        () -> {
          log("immediate after them all");
          loop.clearTimeout(far);
        });
    busy(10);
    log("main done");
  }
}
