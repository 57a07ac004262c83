package io.eventloop.modules.process;

import io.eventloop.loop.Handle;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Registration;
import io.eventloop.loop.RuntimeTerminatedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who listens to one signal in one loop. What listens does not keep the loop alive, as in Node. Of
 * the loop's thread.
 */
final class SignalWatch {
  /** Makes one listener that is registered twice two. */
  private static final class Entry {
    private final SignalListener listener;

    Entry(SignalListener listener) {
      this.listener = listener;
    }
  }

  private final Registrar registrar;
  private final String signal;
  private final List<Entry> entries = new ArrayList<>();

  /** One object, by which it is found again. */
  private final IntConsumer receiver = this::receive;

  /** Null while nobody listens. */
  private @Nullable Handle handle;

  SignalWatch(Registrar registrar, String signal) {
    this.registrar = registrar;
    this.signal = signal;
  }

  Registration add(SignalListener listener) {
    registrar.checkThread();
    if (handle == null) {
      SignalRoutes.add(signal, receiver);
      handle = registrar.openHandle("SignalWrap", this::stop);
      handle.unref();
    }
    Entry entry = new Entry(listener);
    entries.add(entry);
    return () -> remove(entry);
  }

  private void remove(Entry entry) {
    registrar.checkThread();
    if (entries.remove(entry) && entries.isEmpty() && handle != null) {
      handle.close();
      handle = null;
      stop();
    }
  }

  private void stop() {
    SignalRoutes.remove(signal, receiver);
  }

  /** On a thread that the JVM made. */
  private void receive(int number) {
    try {
      registrar.execute(() -> emit(number));
    } catch (RuntimeTerminatedException late) {
      // it ends already, which is all that a signal could ask of it
    }
  }

  private void emit(int number) {
    for (Entry entry : List.copyOf(entries)) {
      entry.listener.onSignal(signal, number);
    }
  }
}
