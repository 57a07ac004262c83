package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Async;
import io.eventloop.loop.Promise;
import java.util.stream.IntStream;

final class S43AwaitOrder extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.nextTick(() -> log("tick of main"));
    f("A", 3).thenAccept(v -> log("then of " + v));
    Promise.resolve()
        .then(() -> log("p1"))
        .then(() -> log("p2"))
        .then(() -> log("p3"))
        .then(() -> log("p4"));
    f("B", 1).thenAccept(v -> log("then of " + v)).finallyDo(() -> log("finally of B"));
    loop.queueMicrotask(
        () -> {
          log("micro");
          loop.nextTick(() -> log("tick of micro"));
        });
    Async.async(
        () ->
            Async.await(Promise.reject(new IllegalStateException("no")))
                .catchAccept(e -> log("caught " + e.getMessage()))
                .finallyDo(() -> log("finally")));
    loop.setImmediate(
        () ->
            Async.async(
                () -> {
                  log("immediate 1");
                  loop.nextTick(() -> log("tick of immediate 1"));
                  return Async.await((Object) null).then(() -> log("immediate 1 resumed"));
                }));
    loop.setImmediate(() -> log("immediate 2"));
    log("main done");
  }

  private Promise<String> f(String name, int turns) {
    return Async.async(
        () -> {
          log(name + " starts");
          return Async.forEach(
                  IntStream.rangeClosed(1, turns).boxed().toList(),
                  i -> Async.await(i).then(() -> log(name + " after await " + i)))
              .then(done -> name);
        });
  }
}
