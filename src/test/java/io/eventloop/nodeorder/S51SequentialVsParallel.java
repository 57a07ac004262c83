package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Async;
import io.eventloop.loop.Promise;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class S51SequentialVsParallel extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    Async.async(
            () -> {
              sleep(100, "mark")
                  .thenAccept(v -> log(v + " at 100, before three sleeps of 40 in a row"));
              return Async.forEach(
                      List.of(1, 2, 3), n -> Async.await(sleep(40, n)).thenAccept(v -> s += v))
                  .thenAsync(
                      x -> {
                        log("in a row " + s);
                        Promise<List<Integer>> all =
                            Promise.all(
                                Stream.of(1, 2, 3, 4, 5, 6).map(n -> sleep(50, n)).toList());
                        mark =
                            sleep(120, "mark")
                                .thenAccept(
                                    v -> log(v + " at 120, after six parallel sleeps of 50"));
                        return Async.await(all);
                      })
                  .thenAccept(v -> log("parallel " + v.toString().replaceAll("\\D", "")))
                  .thenAwait(x -> mark)
                  .thenAsync(
                      x -> {
                        loop.setTimeout(
                            () -> {
                              others++;
                              log("timer after the drain");
                            },
                            1);
                        loop.nextTick(
                            () -> {
                              others++;
                              log("tick after the drain");
                            });
                        return Async.forEach(
                            IntStream.range(0, 2000).boxed().toList(), i -> Async.await(i));
                      })
                  .then(() -> busy(10))
                  .thenAsync(x -> Async.await((Object) null))
                  .then(() -> log("2000 awaits, others ran: " + others));
            })
        .finallyDo(() -> log("finally"));
    log("main done");
  }

  private String s = "";
  private Promise<?> mark;
  private int others;

  private <T> Promise<T> sleep(double millis, T value) {
    return loop().timers().setTimeout(millis, value);
  }
}
