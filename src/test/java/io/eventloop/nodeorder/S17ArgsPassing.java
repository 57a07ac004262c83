package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Timer;
import io.eventloop.value.InvalidArgTypeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

final class S17ArgsPassing extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    Box box = new Box();
    loop.nextTick(a -> log("tick " + a.length + " " + join(a)), 1, 2, 3, 4, 5, 6);
    loop.setImmediate(
        (immediate, bs) -> {
          Box b = (Box) bs[0];
          log("immediate " + b.v + " " + bs[1]);
          loop.setTimeout((timer, a) -> log("no args " + a.length), 5);
          t =
              loop.setTimeout(
                  (handle, c) ->
                      log(
                          "timeout "
                              + ((Box) c[0]).v
                              + " "
                              + (c.length - 1)
                              + " this is handle "
                              + (handle == t)),
                  20,
                  b,
                  null,
                  null);
          int[] n = {0};
          i =
              loop.setInterval(
                  (handle, c) -> {
                    Box of = (Box) c[0];
                    of.v += (Integer) c[1];
                    log("interval " + of.v + " this is handle " + (handle == i));
                    if (++n[0] == 2) {
                      loop.clearInterval(handle);
                    }
                  },
                  60,
                  b,
                  10);
        },
        box,
        "arg");
    List<Runnable> calls =
        List.of(
            () -> loop.setTimeout((Runnable) null, 1),
            () -> loop.setImmediate((Runnable) null),
            () -> loop.queueMicrotask(null),
            () -> loop.nextTick((Runnable) null));
    for (Runnable f : calls) {
      try {
        f.run();
      } catch (InvalidArgTypeException e) {
        log(e.name() + " " + e.code());
      }
    }
    box.v = 2;
  }

  private static final class Box {
    private int v = 1;
  }

  private Timer t;
  private Timer i;

  private static String join(Object... values) {
    return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(","));
  }
}
