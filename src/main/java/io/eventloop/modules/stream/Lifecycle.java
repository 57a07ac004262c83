package io.eventloop.modules.stream;

import io.eventloop.loop.AbortException;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Registration;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a stream share: how it is opened, fails and is destroyed. Of the loop's
 * thread.
 *
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/streams/destroy.js">Node:
 *     destroy.js</a>
 */
final class Lifecycle {
  final Registrar loop = Registrar.current();
  final StreamEmitter events = new StreamEmitter(loop);
  final boolean autoDestroy;
  final boolean emitClose;
  final boolean allowHalfOpen;
  private final StreamResource resource;

  @Nullable ReadSide<?> readSide;
  @Nullable WriteSide<?> writeSide;

  boolean constructed = true;
  boolean destroyed;
  boolean closed;
  boolean closeEmitted;
  boolean errorEmitted;
  @Nullable Throwable errored;

  Lifecycle(StreamResource resource, StreamOptions options) {
    this.resource = resource;
    this.autoDestroy = options.autoDestroy();
    this.emitClose = options.emitClose();
    this.allowHalfOpen = options.allowHalfOpen();
  }

  /** Both sides are there. */
  void start(Stream stream, @Nullable AbortSignal signal) {
    if (readSide != null) {
      events.tell(readSide.mode);
    }
    if (resource instanceof OpeningResource opening) {
      constructed = false;
      loop.nextTick(() -> construct(opening));
    }
    if (signal != null) {
      abortWith(stream, signal);
    }
  }

  private void abortWith(Stream stream, AbortSignal signal) {
    if (signal.aborted()) {
      destroy(new AbortException(signal.reason()));
      return;
    }
    Registration listening = signal.onAbort(() -> destroy(new AbortException(signal.reason())));
    EndOfStream.watch(stream, FinishedOptions.DEFAULT, (error, nothing) -> listening.remove());
  }

  // -- construct ----------------------------------------------------------------------------------

  private void construct(OpeningResource opening) {
    Once<Void> callback =
        new Once<>(
            (error, nothing) -> loop.nextTick(() -> constructed(error)),
            error ->
                loop.nextTick(
                    () ->
                        errorOrDestroy(
                            error == null ? StreamException.multipleCallback() : error)));
    try {
      opening.construct(callback);
    } catch (Exception thrown) {
      callback.fail(thrown);
    }
  }

  private void constructed(@Nullable Throwable error) {
    constructed = true;
    if (destroyed) {
      close(both(error, errored));
    } else if (error != null) {
      errorOrDestroy(error, true);
    } else {
      if (readSide != null) {
        readSide.onConstructed();
      }
      if (writeSide != null) {
        writeSide.onConstructed();
      }
    }
  }

  /** The second, with the first as what it hides; or the only one. */
  @SuppressWarnings("ReferenceEquality") // one error that is given twice
  private static @Nullable Throwable both(@Nullable Throwable inner, @Nullable Throwable outer) {
    if (inner != null && outer != null && inner != outer) {
      outer.addSuppressed(inner);
    }
    return outer == null ? inner : outer;
  }

  // -- destroy ------------------------------------------------------------------------------------

  void destroy(@Nullable Throwable error) {
    loop.checkThread();
    if (destroyed) {
      return;
    }
    if (writeSide != null) {
      writeSide.beforeDestroy();
    }
    fail(error);
    destroyed = true;
    if (constructed) {
      close(error);
    }
  }

  /** The first error is the stream's. */
  void fail(@Nullable Throwable error) {
    if (errored == null) {
      errored = error;
    }
  }

  private void close(@Nullable Throwable error) {
    Once<Void> callback = new Once<>((failure, nothing) -> onDestroyed(failure), again -> {});
    try {
      resource.destroy(error, callback);
    } catch (Exception thrown) {
      callback.fail(thrown);
    }
  }

  private void onDestroyed(@Nullable Throwable error) {
    fail(error);
    closed = true;
    loop.nextTick(
        () -> {
          if (error != null) {
            emitError(error);
          }
          emitClose();
        });
  }

  private void emitError(Throwable error) {
    if (!errorEmitted) {
      errorEmitted = true;
      events.emit(Event.ERROR, error);
    }
  }

  private void emitClose() {
    closeEmitted = true;
    if (emitClose) {
      events.emit(Event.CLOSE);
    }
  }

  void errorOrDestroy(Throwable error) {
    errorOrDestroy(error, false);
  }

  /**
   * Fails the stream.
   *
   * @param sync whether the error must not be emitted before the present call has returned
   */
  void errorOrDestroy(Throwable error, boolean sync) {
    if (destroyed) {
      return;
    }
    if (autoDestroy) {
      destroy(error);
      return;
    }
    fail(error);
    if (sync) {
      loop.nextTick(() -> emitError(error));
    } else {
      emitError(error);
    }
  }

  /** One side is done: the stream goes, if the other is too. */
  void sideIsDone() {
    if (autoDestroy
        && (readSide == null || readSide.endEmitted)
        && (writeSide == null || writeSide.finished)) {
      destroy(null);
    }
  }

  /** Whether {@code close} is still to come. */
  boolean willEmitClose() {
    return autoDestroy && emitClose && !closed;
  }
}
