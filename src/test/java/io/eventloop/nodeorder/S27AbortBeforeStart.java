package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.AbortController;
import io.eventloop.value.Callback;

final class S27AbortBeforeStart extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    AbortController ac = new AbortController();
    ac.signal().onAbort(() -> log("abort event"));
    ac.abort(reason);
    log("aborted " + ac.signal().aborted());
    loop.nextTick(() -> log("tick queued before the call"));
    loop.fs().readFile(filename(), ac.signal(), show("readFile"));
    log("after readFile");
    loop.fs().readFile("/no/such/file", ac.signal(), show("missing file"));
    log("after second readFile");
    loop.fs()
        .readFile(filename(), ac.signal())
        .then(
            text -> {
              log("WRONG");
              return null;
            },
            e -> {
              log("promise: " + name(e) + " " + code(e));
              return null;
            });
    loop.setImmediate(() -> log("immediate"));
    log("main done");
  }

  private final Exception reason = new Exception("because");

  private Callback<String> show(String tag) {
    return (err, data) -> {
      log(
          tag
              + ": "
              + name(err)
              + " "
              + code(err)
              + " \""
              + err.getMessage()
              + "\" data "
              + undefinedOr(data));
      log(tag + ": cause is the reason: " + (err.getCause() == reason));
      loop().nextTick(() -> log(tag + ": tick of callback"));
    };
  }
}
