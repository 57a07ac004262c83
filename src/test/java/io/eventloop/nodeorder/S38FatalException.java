package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;

final class S38FatalException extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() {
    EventLoop loop = loop();
    loop.onExit(
        code -> {
          log("exit " + code + " exitCode " + loop.exitCode().getAsInt());
          loop.nextTick(() -> log("WRONG tick of exit"));
        });
    loop.onBeforeExit(code -> log("WRONG beforeExit"));
    loop.onUncaughtExceptionMonitor(
        (e, origin) -> log("monitor saw " + e.getMessage() + " " + origin));
    loop.setTimeout(
        () -> {
          log("timer 1");
          loop.nextTick(() -> log("tick of timer 1"));
        },
        5);
    loop.setTimeout(
        () -> {
          log("timer 2 throws");
          loop.nextTick(() -> log("WRONG tick"));
          Promise.resolve().then(() -> log("WRONG micro"));
          try {
            throw new NullPointerException("Cannot read properties of null (reading 'x')");
          } finally {
            log("finally runs");
          }
        },
        5);
    loop.setTimeout(() -> log("WRONG timer 3"), 5);
    loop.setImmediate(() -> log("WRONG immediate"));
    loop.fs().stat(".", (error, stats) -> log("WRONG io"));
    busy(50);
    log("main done");
  }
}
