package io.eventloop.modules.stream;

import io.eventloop.loop.AbortException;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Listener;
import io.eventloop.loop.Registration;
import io.eventloop.value.Callback;
import io.eventloop.value.NodeError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams that are piped one into the other, and go together when one of them fails. Of the loop's
 * thread.
 *
 * @see <a href="https://github.com/nodejs/node/blob/v20.x/lib/internal/streams/pipeline.js">Node:
 *     pipeline.js</a>
 */
final class Pipeline {
  private final List<? extends Stream> streams;
  private final PipelineOptions options;
  private final Callback<? super Void> callback;
  private final Lifecycle first;
  private final ArrayDeque<Consumer<@Nullable Throwable>> destroys = new ArrayDeque<>();

  /** Take off what the last stream, which may be read on, has of ours. */
  private final List<Registration> lastCleanUps = new ArrayList<>();

  private @Nullable Registration signal;
  private @Nullable Throwable error;

  /** How many ends are still to be heard of. */
  private int open;

  private boolean told;

  private Pipeline(
      List<? extends Stream> streams, PipelineOptions options, Callback<? super Void> callback) {
    this.streams = streams;
    this.options = options;
    this.callback = callback;
    this.first = EndOfStream.of(streams.get(0));
  }

  /**
   * Starts.
   *
   * @param streams two or more, each but the first written to, each but the last read, of types
   *     that fit
   */
  static void run(
      List<? extends Stream> streams, PipelineOptions options, Callback<? super Void> callback) {
    Pipeline pipeline = new Pipeline(streams, options, callback);
    pipeline.first.loop.checkThread();
    pipeline.start();
  }

  /** Pipes a stream into one that is read in its place: an error of the one is the other's. */
  static void join(Readable<?> source, Duplex<?, ?> target) {
    run(List.of(source, target), PipelineOptions.DEFAULT, (error, nothing) -> {});
  }

  private void start() {
    AbortSignal given = options.signal();
    if (given != null) {
      signal = given.onAbort(() -> abort(given));
    }
    int last = streams.size() - 1;
    for (int i = 0; i <= last; i++) {
      Stream stream = streams.get(i);
      boolean readOn = i == last && stream instanceof Readable<?> readable && readable.readable();
      if (i < last || options.end()) {
        Registration cleanUp = destroyLater(stream, i < last, i > 0);
        if (readOn) {
          lastCleanUps.add(cleanUp);
        }
      }
      Listener onError = this::errorAfterwards;
      stream.events().on(Event.ERROR, onError);
      if (readOn) {
        lastCleanUps.add(() -> stream.events().off(Event.ERROR, onError));
      }
      if (i > 0) {
        Registration cleanUp =
            pipe((Readable<?>) streams.get(i - 1), (Writable<?>) stream, i < last || options.end());
        if (readOn) {
          lastCleanUps.add(cleanUp);
        }
      }
    }
    if (given != null && given.aborted()) {
      first.loop.nextTick(() -> abort(given));
    }
  }

  private void abort(AbortSignal given) {
    finish(new AbortException(given.reason()), false);
  }

  /** One that comes when the streams are through with each other counts too. */
  private void errorAfterwards(@Nullable Object... args) {
    if (args[0] instanceof Throwable thrown
        && !(thrown instanceof AbortException)
        && !isPrematureClose(thrown)) {
      finish(thrown);
    }
  }

  private Registration destroyLater(Stream stream, boolean reading, boolean writing) {
    boolean[] finished = {false};
    stream.events().on(Event.CLOSE, () -> finished[0] = true);
    Registration cleanUp =
        EndOfStream.watch(
            stream,
            new FinishedOptions(reading, writing, true, null),
            (failure, nothing) -> finished[0] = failure == null);
    destroys.add(
        failure -> {
          if (!finished[0]) {
            finished[0] = true;
            Streams.destroy(stream, failure == null ? StreamException.destroyed("pipe") : failure);
          }
        });
    return cleanUp;
  }

  @SuppressWarnings("unchecked") // the types were seen to where the streams were given
  private Registration pipe(Readable<?> source, Writable<?> target, boolean end) {
    open += 2;
    boolean[] ended = {false};
    target
        .events()
        .on(
            Event.CLOSE,
            () -> {
              if (!ended[0]) {
                finish(StreamException.prematureClose());
              }
            });
    ((Readable<Object>) source).pipe((Writable<Object>) target, false);
    if (end) {
      Runnable endTarget =
          () -> {
            ended[0] = true;
            target.end();
          };
      if (source.life.errored == null
          && (source.readSide.endEmitted
              || (source.readSide.ended && source.readSide.length() == 0))) {
        first.loop.nextTick(endTarget);
      } else {
        source.events().once(Event.END, endTarget);
      }
    } else {
      finish(null);
    }
    EndOfStream.watch(
        source,
        FinishedOptions.DEFAULT.readableOnly(),
        (failure, nothing) -> sourceIsOver(source, failure));
    return EndOfStream.watch(
        target, FinishedOptions.DEFAULT.writableOnly(), (failure, nothing) -> finish(failure));
  }

  /** Some close before they say that they have ended: they may do so yet. */
  private void sourceIsOver(Readable<?> source, @Nullable Throwable failure) {
    if (failure != null
        && isPrematureClose(failure)
        && source.readSide.ended
        && source.life.errored == null
        && !source.life.errorEmitted) {
      source.events().once(Event.END, () -> finish(null));
      source.events().once(Event.ERROR, args -> finish((Throwable) args[0]));
    } else {
      finish(failure);
    }
  }

  private static boolean isPrematureClose(Throwable thrown) {
    return thrown instanceof NodeError known
        && StreamException.PREMATURE_CLOSE.equals(known.code());
  }

  private void finish(@Nullable Throwable failure) {
    open--;
    finish(failure, open == 0);
  }

  private void finish(@Nullable Throwable failure, boolean last) {
    if (failure != null && (error == null || isPrematureClose(error))) {
      error = failure;
    }
    if (error == null && !last) {
      return;
    }
    while (!destroys.isEmpty()) {
      destroys.remove().accept(error);
    }
    if (signal != null) {
      signal.remove();
    }
    if (last && !told) {
      told = true;
      if (error == null) {
        lastCleanUps.forEach(Registration::remove);
      }
      Throwable outcome = error;
      first.loop.nextTick(() -> Calls.call(callback, outcome, null));
    }
  }
}
