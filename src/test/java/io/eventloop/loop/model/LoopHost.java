package io.eventloop.loop.model;

import io.eventloop.loop.Immediate;
import io.eventloop.loop.Loop;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The loop itself, for a program. */
final class LoopHost implements Host {
  private final Loop loop;
  private final VirtualClock clock;
  private final List<String> lines = new ArrayList<>();

  LoopHost(Registrar registrar, VirtualClock clock) {
    this.loop = new Loop(registrar) {};
    this.clock = clock;
  }

  List<String> lines() {
    return lines;
  }

  private record TimerHandle(Loop loop, Timer timer) implements Handle {
    @Override
    public void clear() {
      loop.clearTimeout(timer);
    }

    @Override
    public void unref() {
      timer.unref();
    }

    @Override
    public void refresh() {
      timer.refresh();
    }
  }

  private record ImmediateHandle(Loop loop, Immediate immediate) implements Handle {
    @Override
    public void clear() {
      loop.clearImmediate(immediate);
    }

    @Override
    public void unref() {
      immediate.unref();
    }

    @Override
    public void refresh() {
      throw new UnsupportedOperationException();
    }
  }

  private record LoopPledge(Promise<Void> promise) implements Pledge {
    @Override
    public Pledge then(Runnable body) {
      return new LoopPledge(promise.then(body));
    }

    @Override
    public Pledge thenCompose(Supplier<Pledge> body) {
      return new LoopPledge(promise.<Void>thenCompose(value -> ((LoopPledge) body.get()).promise));
    }

    @Override
    public Pledge catchError(Consumer<Throwable> body) {
      return new LoopPledge(promise.catchAccept(body));
    }
  }

  @Override
  public void log(String line) {
    lines.add(line);
  }

  @Override
  public void busy(int millis) {
    clock.pass(millis);
  }

  @Override
  public void nextTick(Runnable body) {
    loop.nextTick(body);
  }

  @Override
  public void queueMicrotask(Runnable body) {
    loop.queueMicrotask(body);
  }

  @Override
  public Handle setTimeout(Runnable body, int millis) {
    return new TimerHandle(loop, loop.setTimeout(body, (double) millis));
  }

  @Override
  public Handle setInterval(Runnable body, int millis) {
    return new TimerHandle(loop, loop.setInterval(body, (double) millis));
  }

  @Override
  public Handle setImmediate(Runnable body) {
    return new ImmediateHandle(loop, loop.setImmediate(body));
  }

  @Override
  public void onUncaughtException(BiConsumer<Throwable, String> handler) {
    loop.onUncaughtException((error, origin) -> handler.accept(error, origin.toString()));
  }

  @Override
  public Pledge resolved() {
    return new LoopPledge(Promise.resolve());
  }

  @Override
  public Pledge rejected(ProgramError reason) {
    return new LoopPledge(Promise.reject(reason));
  }

  @Override
  public Pledge newPromise(Consumer<Settler> executor) {
    return new LoopPledge(
        new Promise<>(
            (resolve, reject) ->
                executor.accept(
                    new Settler() {
                      @Override
                      public void resolve() {
                        resolve.accept(null);
                      }

                      @Override
                      public void reject(ProgramError reason) {
                        reject.accept(reason);
                      }
                    })));
  }
}
