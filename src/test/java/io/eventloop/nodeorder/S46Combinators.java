package io.eventloop.nodeorder;

import static java.util.stream.Collectors.joining;

import io.eventloop.EventLoop;
import io.eventloop.loop.AggregateException;
import io.eventloop.loop.Promise;
import io.eventloop.value.Outcome;
import java.util.List;

final class S46Combinators extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    Promise<String> a = ok("a30");
    Promise<String> b = ok("b60");
    Promise<String> c = ok("c90");
    Promise.all(c, a, b).thenAccept(v -> log("all " + String.join(",", v)));
    Promise.race(c, ok("d60"), ok("e30")).thenAccept(v -> log("race " + v));
    Promise.all(c, bad("f30")).catchAccept(e -> log("all failed " + e.getMessage()));
    Promise.allSettled(bad("g60"), a, Promise.resolve("plain"))
        .thenAccept(r -> log("allSettled " + r.stream().map(this::show).collect(joining(","))));
    Promise.any(bad("h30"), b, c).thenAccept(v -> log("any " + v));
    Promise.any(bad("i60"), bad("j30")).catchAccept(this::anyFailed);
    Promise.all(List.<Promise<String>>of()).thenAccept(v -> log("all of nothing " + v.size()));
    Promise.race(List.<Promise<String>>of()).then(() -> log("WRONG race of nothing"));
    busy(130); // all due: the lists run one after the other
    log("main done");
  }

  private Promise<String> ok(String n) {
    return new Promise<>(
        (res, rej) ->
            loop()
                .setTimeout(
                    () -> {
                      log("timer " + n);
                      res.accept(n);
                    },
                    Integer.parseInt(n.substring(1))));
  }

  private Promise<String> bad(String n) {
    return new Promise<>(
        (res, rej) ->
            loop()
                .setTimeout(
                    () -> {
                      log("timer " + n);
                      rej.accept(new IllegalStateException(n));
                    },
                    Integer.parseInt(n.substring(1))));
  }

  private String show(Outcome<String> x) {
    return x.error() == null
        ? "fulfilled:" + x.valueOrNull()
        : "rejected:" + x.error().getMessage();
  }

  private void anyFailed(Throwable e) {
    String errors =
        ((AggregateException) e).errors().stream().map(Throwable::getMessage).collect(joining(","));
    log("any failed " + name(e) + " " + errors);
  }
}
