package io.eventloop.loop;

import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskHandle;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** A registrar whose tasks and requests a signal calls off. */
final class SignalRegistrar implements Registrar {
  private final Registrar registrar;
  private final AbortSignal signal;

  SignalRegistrar(Registrar registrar, AbortSignal signal) {
    this.registrar = registrar;
    this.signal = InvalidArgTypeException.require(signal, "signal", "an instance of AbortSignal");
  }

  private AbortSignal with(@Nullable AbortSignal given) {
    return given == null || given == signal ? signal : AbortSignal.any(signal, given);
  }

  @Override
  public void checkThread() {
    registrar.checkThread();
  }

  @Override
  public <T> TaskHandle<T> submit(
      TaskKind kind,
      Callable<? extends T> work,
      CallOptions options,
      @Nullable AbortSignal given,
      Callback<? super T> callback) {
    return registrar.submit(kind, work, options, with(given), callback);
  }

  @Override
  public Trips trips(Runnable giveUp) {
    return registrar.trips(giveUp);
  }

  @Override
  public @Nullable AbortSignal signal(@Nullable AbortSignal given) {
    return registrar.signal(with(given));
  }

  @Override
  public <T> IoRequest<T> registerIo(
      String what, @Nullable AbortSignal given, Callback<? super T> callback, Runnable giveUp) {
    return registrar.registerIo(what, with(given), callback, giveUp);
  }

  @Override
  public Handle openHandle(String what, Runnable atEnd) {
    return registrar.openHandle(what, atEnd);
  }

  @Override
  public <T> Promise<T> promise(Consumer<Callback<T>> operation) {
    return registrar.promise(operation);
  }

  @Override
  public Timer setTimeout(Runnable callback, Duration delay) {
    return registrar.setTimeout(callback, delay);
  }

  @Override
  public void clearTimeout(@Nullable Timer timer) {
    registrar.clearTimeout(timer);
  }

  @Override
  public void closing(Runnable callback) {
    registrar.closing(callback);
  }

  @Override
  public void nextTick(Runnable callback) {
    registrar.nextTick(callback);
  }

  @Override
  public void queueMicrotask(Runnable callback) {
    registrar.queueMicrotask(callback);
  }

  @Override
  public void execute(Runnable work) {
    registrar.execute(work);
  }

  @Override
  public ActorSystem<?> system() {
    return registrar.system();
  }
}
