package io.eventloop.modules.stream;

import io.eventloop.loop.Listener;
import org.jspecify.annotations.Nullable;

/**
 * One pipe: what the source brings is written to the target, as fast as that takes it. Of the
 * loop's thread.
 *
 * @param <T> a chunk
 */
final class Pipe<T> {
  private final ReadSide<T> source;
  private final Writable<? super T> target;
  private final boolean ends;

  // one object each, by which the listener is known when it is removed
  private final Listener onData = this::data;
  private final Listener onError = this::error;
  private final Runnable onDrain = this::drain;
  private final Runnable onClose = this::close;
  private final Runnable onFinish = this::finish;
  private final Runnable onEnd = this::end;
  private final Listener onUnpipe = this::unpipe;
  private boolean listensToDrain;
  private boolean cleanedUp;

  Pipe(ReadSide<T> source, Writable<? super T> target, boolean ends) {
    this.source = source;
    this.target = target;
    this.ends = ends;
  }

  boolean leadsTo(Writable<?> writable) {
    return target == writable;
  }

  void start() {
    StreamEmitter from = source.stream.events;
    if (source.endEmitted) {
      source.stream.loop.nextTick(onEnd);
    } else {
      from.once(Event.END, onEnd);
    }
    target.events().on(Event.UNPIPE, onUnpipe);
    from.on(Event.DATA, onData);
    target.events().prependListener(Event.ERROR, onError); // before those of the user
    target.events().once(Event.CLOSE, onClose);
    target.events().once(Event.FINISH, onFinish);
    target.events().emit(Event.PIPE, source.face);
    if (target.writableNeedDrain()) {
      pause();
    } else if (!source.mode.isFlowing()) {
      source.mode.resume();
    }
  }

  @SuppressWarnings("unchecked") // it is what was pushed
  private void data(@Nullable Object... args) {
    if (!target.write((T) args[0])) {
      pause();
    }
  }

  private void pause() {
    if (!cleanedUp) { // else the target was taken off within its write
      source.pipes.await(this);
    }
    if (!listensToDrain) {
      listensToDrain = true;
      target.events().on(Event.DRAIN, onDrain);
    }
  }

  private void drain() {
    source.pipes.drained(this);
  }

  private void end() {
    if (ends) {
      target.end();
    } else {
      source.pipes.remove(this);
    }
  }

  private void close() {
    target.events().off(Event.FINISH, onFinish);
    source.pipes.remove(this);
  }

  private void finish() {
    target.events().off(Event.CLOSE, onClose);
    source.pipes.remove(this);
  }

  /** Stops writing to a target that has failed, and leaves the error to whoever listens. */
  private void error(@Nullable Object... args) {
    source.pipes.remove(this);
    target.events().off(Event.ERROR, onError);
    if (target.events().listenerCount(Event.ERROR) == 0) {
      Lifecycle failed = WriteSide.of(target).stream;
      if (!failed.errorEmitted && args[0] instanceof Throwable thrown) {
        failed.errorOrDestroy(thrown); // emitted by the user's own hand
      } else {
        target.events().emit(Event.ERROR, args);
      }
    }
  }

  /** Tells the target that it is taken off, upon which {@link #unpipe} follows. */
  void unpiped() {
    target.events().emit(Event.UNPIPE, source.face, this);
  }

  private void unpipe(@Nullable Object... args) {
    if (args.length > 1 && args[1] == this) {
      cleanUp();
    }
  }

  private void cleanUp() {
    target.events().off(Event.CLOSE, onClose);
    target.events().off(Event.FINISH, onFinish);
    if (listensToDrain) {
      target.events().off(Event.DRAIN, onDrain);
    }
    target.events().off(Event.ERROR, onError);
    target.events().off(Event.UNPIPE, onUnpipe);
    source.stream.events.off(Event.END, onEnd);
    source.stream.events.off(Event.DATA, onData);
    cleanedUp = true;
    if (listensToDrain && source.pipes.awaitsAny() && target.writableNeedDrain()) {
      drain(); // else the others would wait for this one
    }
  }
}
