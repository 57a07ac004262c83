package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Async;
import io.eventloop.loop.Promise;
import io.eventloop.value.ThrownValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class S37RejectionAsUncaught extends Script {
  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.onUncaughtExceptionMonitor((e, origin) -> log("monitor " + origin));
    loop.onUncaughtException(
        (e, origin) -> {
          Matcher reason = Pattern.compile("reason \"(.*)\"").matcher(e.getMessage());
          log(
              origin
                  + ": "
                  + (e instanceof Throwable)
                  + " "
                  + code(e)
                  + " "
                  + (reason.find() ? reason.group(1) : e.getMessage()));
        });
    Promise.reject(new IllegalArgumentException("typed"));
    Promise.reject(ThrownValue.of(42));
    Async.async(() -> Async.failed(ThrownValue.of("a string")));
    loop.setImmediate(
        () -> {
          log("immediate 1");
          loop.nextTick(() -> log("tick before the rejections are looked at"));
          new Promise<Void>(
              (resolve, reject) -> {
                throw new IllegalStateException("in executor");
              });
        });
    loop.setImmediate(
        () -> {
          log("immediate 2");
          throw new IllegalStateException("plain throw");
        });
    loop.setImmediate(() -> log("immediate 3"));
    log("main done");
  }
}
