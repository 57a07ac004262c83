package io.eventloop.loop.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The event loop of Node 20 in its simplest form: one thread, time that passes only where a program
 * is busy or the loop waits, one method per rule. It shares no code with the loop that it is the
 * measure of; it was compared with node itself.
 */
final class Model implements Host {
  private final Deque<Runnable> ticks = new ArrayDeque<>();
  private final Deque<Runnable> microtasks = new ArrayDeque<>();
  private final Set<ModelPromise> unhandled = new LinkedHashSet<>();
  private final ModelTimers timers = new ModelTimers(this);
  private final WakeUp wakeUp;
  private final List<String> log = new ArrayList<>();
  private Deque<ModelImmediate> immediates = new ArrayDeque<>();
  private @Nullable BiConsumer<Throwable, String> handler;
  private boolean beyondNode;

  Model(WakeUp wakeUp) {
    this.wakeUp = wakeUp;
  }

  /** Nobody handled an error: the process ends at once. */
  private static final class Exit extends Error {
    private static final long serialVersionUID = 1L;

    Exit() {
      super("uncaught", null, false, false);
    }
  }

  private final class ModelImmediate implements Handle {
    final Runnable callback;
    boolean referenced = true;
    boolean cleared;

    ModelImmediate(Runnable callback) {
      this.callback = callback;
    }

    @Override
    public void clear() {
      cleared = true;
      immediates.remove(this);
    }

    @Override
    public void unref() {
      referenced = false;
    }

    @Override
    public void refresh() {
      throw new UnsupportedOperationException();
    }
  }

  /** Runs the program to its end. */
  Result run(Program program) {
    int exitCode = run(Interpreter.main(program, this));
    return new Result(exitCode, log);
  }

  /**
   * Whether the program met a fault of node itself: a tick clears the immediate that comes next,
   * and a later tick of the same drain throws. Node then reports a TypeError of its own without
   * end.
   */
  boolean isBeyondNode() {
    return beyondNode;
  }

  // -- the loop -----------------------------------------------------------------------------------

  private int run(Runnable main) {
    try {
      call(main, () -> {});
      drain(); // also if main threw
      if (isAlive()) {
        timersPhase();
        do { // the first turn is run even if those timers were all that kept the loop alive
          poll();
          checkPhase();
          timersPhase();
        } while (isAlive());
      }
      return 0;
    } catch (Exit exit) {
      return 1;
    }
  }

  private boolean isAlive() {
    return timers.anyReferenced() || anyReferencedImmediate();
  }

  private boolean anyReferencedImmediate() {
    return immediates.stream().anyMatch(immediate -> immediate.referenced);
  }

  private void poll() {
    if (isAlive() && !anyReferencedImmediate()) {
      wakeUp.await(timers.nextExpiry());
    }
  }

  private void timersPhase() {
    wakeUp.turn();
    if (wakeUp.isDue(timers.nextExpiry())) {
      do {
        timersPass();
      } while (wakeUp.isDueAgain());
    }
  }

  private void timersPass() {
    wakeUp.enter();
    long now = wakeUp.startTime();
    do {
      wakeUp.processing();
    } while (!timers.process(now)); // an error ends it early
    wakeUp.leave(timers.nextExpiry());
    drain();
  }

  private void checkPhase() {
    wakeUp.turn();
    drain();
    boolean lastThrew = !immediates.isEmpty();
    while (lastThrew) { // then what was queued meanwhile is run at once
      Deque<ModelImmediate> batch = immediates;
      immediates = new ArrayDeque<>();
      lastThrew = runBatch(batch);
    }
  }

  /** A callback that threw is not followed by a drain; its ticks wait for the next. */
  private boolean runBatch(Deque<ModelImmediate> batch) {
    boolean threw = false;
    while (!batch.isEmpty()) {
      ModelImmediate next = batch.remove();
      if (next.cleared) {
        continue;
      }
      threw = !call(next.callback, () -> {});
      batch.removeIf(immediate -> immediate.cleared);
      if (!threw) {
        ModelImmediate following = batch.peek();
        boolean tickThrew = !drain();
        beyondNode |= tickThrew && following != null && following.cleared;
      }
    }
    return threw;
  }

  // -- the queues ---------------------------------------------------------------------------------

  /**
   * Runs the queues empty.
   *
   * @return false if a tick threw, and was handled: the rest waits for the next drain
   */
  boolean drain() {
    do {
      while (!ticks.isEmpty()) {
        if (!call(ticks.remove(), () -> {})) {
          return false;
        }
      }
      while (!microtasks.isEmpty()) {
        call(microtasks.remove(), () -> {});
      }
    } while (!ticks.isEmpty() || reportRejections());
    return true;
  }

  private boolean reportRejections() {
    List<ModelPromise> pending = List.copyOf(unhandled);
    unhandled.clear();
    pending.forEach(promise -> report(promise.reason(), "unhandledRejection"));
    return !pending.isEmpty();
  }

  /**
   * Runs a callback.
   *
   * @param after is run in any case, and before an error is reported
   * @return false if it threw, and the error was handled
   */
  boolean call(Runnable callback, Runnable after) {
    try {
      callback.run();
    } catch (ProgramError thrown) {
      after.run();
      report(thrown, "uncaughtException");
      return false;
    }
    after.run();
    return true;
  }

  private void report(ProgramError error, String origin) {
    if (handler == null) {
      throw new Exit();
    }
    handler.accept(error, origin);
    setImmediate(() -> {}); // so that the next check phase is not empty
  }

  void addMicrotask(Runnable job) {
    microtasks.add(job);
  }

  void rejectedUnhandled(ModelPromise promise) {
    unhandled.add(promise);
  }

  void rejectionHandled(ModelPromise promise) {
    unhandled.remove(promise);
  }

  long startTime() {
    return wakeUp.startTime();
  }

  void listAdded(int millis, long expiry) {
    wakeUp.listAdded(millis, expiry);
  }

  // -- the host -----------------------------------------------------------------------------------

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public void busy(int millis) {
    wakeUp.pass(millis);
  }

  @Override
  public void nextTick(Runnable body) {
    ticks.add(body);
  }

  @Override
  public void queueMicrotask(Runnable body) {
    microtasks.add(body);
  }

  @Override
  public Handle setTimeout(Runnable body, int millis) {
    return timers.add(body, millis, false);
  }

  @Override
  public Handle setInterval(Runnable body, int millis) {
    return timers.add(body, millis, true);
  }

  @Override
  public Handle setImmediate(Runnable body) {
    ModelImmediate immediate = new ModelImmediate(body);
    immediates.add(immediate);
    return immediate;
  }

  @Override
  public void onUncaughtException(BiConsumer<Throwable, String> handler) {
    this.handler = handler;
  }

  @Override
  public Pledge resolved() {
    return newPromise(Settler::resolve);
  }

  @Override
  public Pledge rejected(ProgramError reason) {
    return newPromise(settler -> settler.reject(reason));
  }

  @Override
  public Pledge newPromise(Consumer<Settler> executor) {
    ModelPromise promise = new ModelPromise(this);
    Settler settler =
        new Settler() {
          @Override
          public void resolve() {
            promise.resolve();
          }

          @Override
          public void reject(ProgramError reason) {
            promise.reject(reason);
          }
        };
    try {
      executor.accept(settler);
    } catch (ProgramError thrown) {
      promise.reject(thrown);
    }
    return promise;
  }
}
