package io.eventloop.bench.contender;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.Promise;
import java.util.concurrent.CompletableFuture;

/** A program as {@link NodeRuntime#run} runs it, in the default configuration. */
final class ProgramHost implements LoopHost {
  private final CompletableFuture<EventLoop> started = new CompletableFuture<>();

  ProgramHost() {
    new Thread(this::run, "program").start();
  }

  private void run() {
    int code =
        NodeRuntime.run(
            loop -> {
              Promise.from(new CompletableFuture<>()); // keeps it alive while nothing is to do
              started.complete(loop);
            });
    if (code != 0) {
      Guard.fail(new IllegalStateException("the runtime ended with exit code " + code));
    }
  }

  @Override
  public EventLoop loop() {
    return started.join();
  }
}
