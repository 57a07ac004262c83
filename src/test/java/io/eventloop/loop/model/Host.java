package io.eventloop.loop.model;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a program runs on: the model, or the loop itself. */
interface Host {
  void log(String line);

  /** Lets time pass. */
  void busy(int millis);

  void nextTick(Runnable body);

  void queueMicrotask(Runnable body);

  Handle setTimeout(Runnable body, int millis);

  Handle setInterval(Runnable body, int millis);

  Handle setImmediate(Runnable body);

  /** The handler gets the error and its origin as Node writes it. */
  void onUncaughtException(BiConsumer<Throwable, String> handler);

  Pledge resolved();

  Pledge rejected(ProgramError reason);

  /** The executor runs at once; what it throws rejects the promise. */
  Pledge newPromise(Consumer<Settler> executor);

  /** A timer or an immediate. */
  interface Handle {
    void clear();

    void unref();

    /** Of timers only. */
    void refresh();
  }

  /** A promise. Its values are all undefined. */
  interface Pledge {
    Pledge then(Runnable body);

    Pledge thenCompose(Supplier<Pledge> body);

    Pledge catchError(Consumer<Throwable> body);
  }

  /** What an executor is given. */
  interface Settler {
    void resolve();

    void reject(ProgramError reason);
  }
}
