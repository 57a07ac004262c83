package io.eventloop.bench;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** This library as {@link NodeRuntime#run} makes it: default configuration, callback form. */
final class EventLoopContender implements Contender {
  private static final TaskKind KIND = TaskKind.of("bench");

  @Override
  public void run(Consumer<TaskLoop> script) {
    int code = NodeRuntime.run(loop -> script.accept(new Tasks(loop)));
    if (code != 0) {
      throw new IllegalStateException("the runtime ended with exit code " + code);
    }
  }

  private record Tasks(EventLoop loop) implements TaskLoop {
    @Override
    public void submit(Callable<?> work, Callback<Object> callback) {
      loop.submit(KIND, work, callback);
    }

    @Override
    public void end() {
      // it ends by itself
    }
  }
}
