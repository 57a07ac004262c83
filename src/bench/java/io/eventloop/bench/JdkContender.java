package io.eventloop.bench;

import io.eventloop.value.Callback;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The JDK's fixed pool of four, and a single-thread executor for the callbacks. */
final class JdkContender implements Contender {
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  @Override
  public void run(Consumer<TaskLoop> script) throws Exception {
    try {
      loop.execute(() -> guarded(() -> script.accept(new Tasks())));
      over.get();
    } finally {
      pool.shutdownNow();
      loop.shutdownNow();
    }
  }

  private interface Code {
    void run() throws Exception;
  }

  private void guarded(Code code) {
    try {
      code.run();
    } catch (Exception thrown) {
      over.completeExceptionally(thrown);
    }
  }

  private final class Tasks implements TaskLoop {
    @Override
    public void submit(Callable<?> work, Callback<Object> callback) {
      pool.execute(() -> answer(work, callback));
    }

    private void answer(Callable<?> work, Callback<Object> callback) {
      try {
        Object value = work.call();
        loop.execute(() -> guarded(() -> callback.call(null, value)));
      } catch (Exception error) {
        loop.execute(() -> guarded(() -> callback.call(error, null)));
      }
    }

    @Override
    public void end() {
      over.complete(null);
    }
  }
}
