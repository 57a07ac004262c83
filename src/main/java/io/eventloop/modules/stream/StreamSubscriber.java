package io.eventloop.modules.stream;

import io.eventloop.loop.IoRequest;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.value.Outcome;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a subscriber: it asks for as much as there is room for. Its methods are for any
 * thread; what it does is done on the loop.
 *
 * @param <T> a chunk
 */
final class StreamSubscriber<T> implements Flow.Subscriber<T> {
  private final Writable<T> stream;
  private final Lifecycle life;
  private final IoRequest<Void> open;
  private Flow.@Nullable Subscription subscription;

  /** Asked for, and not brought yet. */
  private int asked;

  StreamSubscriber(Writable<T> stream) {
    this.stream = stream;
    this.life = EndOfStream.of(stream);
    life.loop.checkThread();
    this.open = life.loop.registerIo("subscriber", (error, nothing) -> {}, this::cancel);
    stream.onDrain(this::ask);
    EndOfStream.watch(stream, FinishedOptions.DEFAULT.writableOnly(), this::isOver);
  }

  private void isOver(@Nullable Throwable error, @Nullable Void nothing) {
    cancel();
    open.complete(Outcome.success(null));
  }

  private void cancel() {
    Flow.Subscription given = subscription;
    if (given != null) {
      given.cancel();
    }
  }

  private void ask() {
    Flow.Subscription given = subscription;
    if (given != null) {
      int count =
          Demand.next(
              stream.writableObjectMode(),
              stream.writableHighWaterMark(),
              stream.writableLength(),
              asked);
      if (count > 0) {
        asked += count;
        given.request(count);
      }
    }
  }

  private void onLoop(Runnable work, Runnable otherwise) {
    try {
      life.loop.execute(work);
    } catch (RuntimeTerminatedException ended) {
      otherwise.run();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    Objects.requireNonNull(given, "subscription");
    onLoop(
        () -> {
          if (subscription != null || !stream.writable()) {
            given.cancel();
            return;
          }
          subscription = given;
          if (!stream.writableNeedDrain()) {
            ask();
          }
        },
        given::cancel);
  }

  @Override
  public void onNext(T chunk) {
    Objects.requireNonNull(chunk, "chunk");
    onLoop(
        () -> {
          asked--;
          if (stream.writable() && stream.write(chunk)) {
            ask();
          }
        },
        () -> {});
  }

  @Override
  public void onError(Throwable error) {
    Objects.requireNonNull(error, "error");
    onLoop(() -> stream.destroy(error), () -> {});
  }

  @Override
  public void onComplete() {
    onLoop(stream::end, () -> {});
  }
}
