package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Async;
import io.eventloop.loop.Promise;
import io.eventloop.loop.TimerOptions;
import io.eventloop.loop.TimersPromises;
import io.eventloop.value.ThrownValue;
import java.util.function.Consumer;

final class S50TimersPromises extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    TimersPromises tp = loop.timers();
    AbortController ac = new AbortController();
    int[] n = {0};
    Async.async(
        () ->
            Async.await(tp.setTimeout(5, "five"))
                .thenAccept(v -> log("value " + v))
                .thenAwait(x -> tp.setImmediate("imm"))
                .thenAccept(v -> log("immediate " + v))
                .thenAsync(
                    x -> {
                      Promise<?> p =
                          tp.setTimeout(20000, "WRONG", TimerOptions.signal(ac.signal()))
                              .catchAccept(fails("during"));
                      loop.setTimeout(
                          () -> {
                            log("aborting");
                            ac.abort("enough");
                            log("aborted");
                          },
                          20);
                      return Async.await(p);
                    })
                .thenAwait(
                    x ->
                        tp.setTimeout(1, "WRONG", TimerOptions.signal(ac.signal()))
                            .catchAccept(fails("before")))
                .thenAwait(
                    x ->
                        tp.setImmediate("WRONG", TimerOptions.signal(AbortSignal.abort()))
                            .catchAccept(fails("immediate")))
                .thenAsync(
                    x ->
                        Async.forAwait(
                            tp.setInterval(10, "iv"),
                            v -> {
                              log(v + " " + ++n[0]);
                              return n[0] < 3;
                            }))
                .then(
                    () -> {
                      log("interval ended by break");
                      tp.setTimeout(20000, 0, TimerOptions.ref(false))
                          .then(() -> log("WRONG unref'd"));
                      log("last");
                    }));
    loop.nextTick(() -> log("tick"));
    log("main done");
  }

  private Consumer<Throwable> fails(String tag) {
    return e -> {
      Object cause = e.getCause() instanceof ThrownValue v ? v.value() : name(e.getCause());
      log(tag + ": " + name(e) + " " + code(e) + " cause " + cause);
    };
  }
}
