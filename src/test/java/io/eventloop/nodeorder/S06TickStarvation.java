package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import java.util.ArrayList;
import java.util.List;

final class S06TickStarvation extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.setTimeout(() -> seen.add("timer"), 1);
    loop.setImmediate(() -> seen.add("immediate"));
    loop.queueMicrotask(() -> log("first microtask after " + n + " ticks"));
    loop.fs().stat(filename(), (err, stats) -> seen.add("io"));
    end = now() + 60;
    loop.nextTick(this::again);
    loop.onExit(
        code ->
            log(
                "then the timer first: "
                    + seen.get(0).equals("timer")
                    + ", all ran: "
                    + seen.size()));
    log("main done");
  }

  private final List<String> seen = new ArrayList<>();
  private int n;
  private double end;

  private void again() {
    if (++n < 20000) {
      loop().nextTick(this::again);
      return;
    }
    busy((long) (end - now()));
    log("20000 ticks, others seen: " + seen.size());
    loop()
        .nextTick(
            () -> {
              n++;
              log("one more tick");
            });
  }
}
