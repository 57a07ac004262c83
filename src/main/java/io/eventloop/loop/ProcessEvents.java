package io.eventloop.loop;

import io.eventloop.value.ThrownValue;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of Node's {@code process} that belongs to a loop: what becomes of exceptions that nobody
 * caught, and how the program ends. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html">Node: Process</a>
 */
final class ProcessEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);

  /** Node's codes: an exception that nobody handled, and a handler of these that threw. */
  private static final int UNCAUGHT = 1;

  private static final int HANDLER_THREW = 7;

  final Handlers<BiConsumer<Throwable, ExceptionOrigin>> monitors = new Handlers<>();
  final Handlers<BiConsumer<Throwable, ExceptionOrigin>> uncaught = new Handlers<>();
  final Handlers<BiConsumer<Throwable, Promise<?>>> unhandledRejection = new Handlers<>();
  final Handlers<Consumer<Promise<?>>> rejectionHandled = new Handlers<>();
  final Handlers<Consumer<Warning>> warning = new Handlers<>();
  final Handlers<IntConsumer> beforeExit = new Handlers<>();
  final Handlers<IntConsumer> exit = new Handlers<>();

  private Runnable afterExitHandlers = () -> {};
  private @Nullable Consumer<? super Throwable> capture;
  private OptionalInt exitCode = OptionalInt.empty();
  private boolean exiting;
  private boolean ended;
  private @Nullable Throwable fatal;

  /** What is to run when the exit handlers have, at the natural end. */
  void afterExitHandlers(Runnable microtasks) {
    afterExitHandlers = microtasks;
  }

  /** Has this take what the handlers would; null for nobody. */
  void capture(@Nullable Consumer<? super Throwable> callback) {
    if (callback != null && capture != null) {
      throw new CaptureAlreadySetException();
    }
    capture = callback;
  }

  boolean isCapturing() {
    return capture != null;
  }

  OptionalInt exitCode() {
    return exitCode;
  }

  void exitCode(OptionalInt code) {
    exitCode = code;
  }

  /** The exit handlers are at work, or have been. */
  boolean isExiting() {
    return exiting;
  }

  /** No user's code runs any more. */
  boolean hasEnded() {
    return ended;
  }

  /** The exception that nobody handled, or null. */
  @Nullable Throwable fatal() {
    return fatal;
  }

  /** With which the program ends. */
  int finalCode() {
    return exitCode.orElse(fatal == null ? 0 : UNCAUGHT);
  }

  /**
   * An exception left a callback. Its handlers run at once; without any, or if one throws, this is
   * the end.
   *
   * @return whether it was handled, and the loop goes on
   */
  boolean uncaught(Throwable error, ExceptionOrigin origin) {
    if (ended) {
      return false;
    }
    if (error instanceof ProgramExit) {
      ended = true;
      return false;
    }
    try {
      monitors.emit(handler -> handler.accept(error, origin));
      if (capture != null) {
        capture.accept(error);
      } else if (uncaught.isEmpty()) {
        die(error);
      } else {
        uncaught.emit(handler -> handler.accept(error, origin));
      }
    } catch (ProgramExit exited) {
      ended = true;
    } catch (Throwable inHandler) { // as in Node: nobody is left to handle this one
      exitCode = OptionalInt.of(HANDLER_THREW);
      fatal = inHandler;
      ended = true;
    }
    return !ended;
  }

  private void die(Throwable error) {
    fatal = error;
    if (!exiting) {
      exiting = true;
      exitCode = OptionalInt.of(UNCAUGHT);
      try {
        exit.emit(handler -> handler.accept(UNCAUGHT));
      } catch (Throwable inHandler) { // or its exit(): Node has nothing to be done about it either
        LOG.trace("an exit handler threw after an uncaught exception", inHandler);
      }
    }
    ended = true;
  }

  /**
   * A promise was rejected and has no handler. What a handler of that throws is thrown.
   *
   * @return whether it was an uncaught exception, and that was handled
   */
  boolean unhandledRejection(Promise<?> promise) {
    Throwable reason = promise.reason();
    if (!unhandledRejection.isEmpty()) {
      unhandledRejection.emit(handler -> handler.accept(reason, promise));
      return false;
    } else {
      Throwable error =
          reason instanceof ThrownValue thrown
              ? new UnhandledRejectionException(thrown.value())
              : reason;
      return uncaught(error, ExceptionOrigin.UNHANDLED_REJECTION);
    }
  }

  /**
   * A promise got a handler after its rejection had been reported.
   *
   * @return whether anybody was told
   */
  boolean rejectionHandled(Promise<?> promise) {
    boolean heard = !rejectionHandled.isEmpty(); // before one of them takes itself back
    rejectionHandled.emit(handler -> handler.accept(promise));
    return heard;
  }

  /** Logs a warning, and tells it who wants to know. */
  void warn(Warning given) {
    LOG.warn("{}", given);
    warning.emit(handler -> handler.accept(given));
  }

  /** Nothing is pending. What a handler throws is thrown. */
  void beforeExit() {
    int code = finalCode();
    beforeExit.emit(handler -> handler.accept(code));
  }

  /**
   * The loop has come to its end, or was told to: runs the exit handlers and, as Node, the
   * microtasks that they have queued. Ticks are not taken any more.
   */
  void finish() {
    if (ended || exiting) {
      return;
    }
    try {
      emitExit();
      afterExitHandlers.run();
    } catch (Throwable thrown) { // a ProgramExit too
      uncaught(thrown, ExceptionOrigin.UNCAUGHT_EXCEPTION);
    }
    ended = true;
  }

  /** Ends the program: never returns. */
  void exitNow(OptionalInt code) {
    if (code.isPresent()) {
      exitCode = code;
    }
    if (!exiting) {
      emitExit();
    }
    exitCode = OptionalInt.of(exitCode.orElse(0)); // also after an exception that nobody handled
    ended = true;
    throw new ProgramExit();
  }

  private void emitExit() {
    exiting = true;
    int code = finalCode();
    exit.emit(handler -> handler.accept(code));
  }
}
