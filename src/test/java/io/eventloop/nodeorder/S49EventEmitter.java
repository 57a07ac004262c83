package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Listener;

final class S49EventEmitter extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    EventEmitter e = new EventEmitter();
    Listener b = args -> log("b");
    e.on(
        "x",
        v -> {
          log("a " + v[0]);
          e.off("x", b);
          e.on("x", () -> log("added"));
        });
    e.on("x", b);
    e.once("x", () -> log("once"));
    e.prependListener("x", () -> log("first"));
    log("emit returns " + e.emit("x", 1));
    log("between");
    e.emit("x", 2);
    log("nobody listens " + e.emit("y"));
    EventEmitter.once(e, "z").thenAccept(v -> log("once promise " + v.get(0)));
    EventEmitter.once(e, "z").catchAccept(err -> log("once rejected " + err.getMessage()));
    loop.nextTick(() -> log("tick"));
    loop.setImmediate(
        () -> {
          try {
            e.emit("error", new IllegalStateException("unheard"));
          } catch (IllegalStateException err) {
            log("thrown " + err.getMessage());
          }
          EventEmitter.once(e, "never")
              .catchAccept(err -> log("once rejected by error event: " + err.getMessage()));
          e.emit("error", new IllegalStateException("heard by once"));
          loop.onUncaughtException((err, origin) -> log("uncaught " + err.getMessage()));
          loop.setImmediate(() -> log("next immediate"));
          loop.nextTick(() -> e.emit("error", new IllegalStateException("in tick")));
        });
    e.emit("z", 26);
    log("main done");
  }
}
