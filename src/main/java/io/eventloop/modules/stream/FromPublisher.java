package io.eventloop.modules.stream;

import io.eventloop.loop.IoRequest;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.value.Outcome;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A stream of what a publisher brings. As a subscriber it is for any thread; the rest is the
 * loop's.
 *
 * @param <T> a chunk
 */
final class FromPublisher<T> implements ReadableSource<T>, Flow.Subscriber<T> {
  private final Registrar loop = Registrar.current();
  private final IoRequest<Void> open =
      loop.registerIo("publisher", (error, nothing) -> {}, this::cancel);
  private @Nullable Readable<T> stream;
  private Flow.@Nullable Subscription subscription;
  private boolean wanted;
  private boolean destroyed;

  /** Asked for, and not brought yet. */
  private int asked;

  private FromPublisher() {}

  static <T> Readable<T> of(Flow.Publisher<? extends T> publisher, StreamOptions options) {
    FromPublisher<T> source = new FromPublisher<>();
    Readable<T> made = new ReadableStream<>(options, source);
    source.stream = made;
    publisher.subscribe(source);
    return made;
  }

  private Readable<T> stream() {
    return Objects.requireNonNull(stream);
  }

  @Override
  public void read(Readable<T> reader) {
    wanted = true;
    ask();
  }

  private void ask() {
    Flow.Subscription given = subscription;
    if (given != null && wanted) {
      wanted = false;
      Readable<T> reader = stream();
      int count =
          Demand.next(
              reader.readSide.objects,
              reader.readableHighWaterMark(),
              reader.readableLength(),
              asked);
      if (count > 0) {
        asked += count;
        given.request(count);
      }
    }
  }

  private void cancel() {
    destroyed = true;
    Flow.Subscription given = subscription;
    if (given != null) {
      given.cancel();
    }
  }

  @Override
  public void destroy(@Nullable Throwable error, Completion<Void> callback) {
    cancel();
    open.complete(Outcome.success(null));
    callback.call(error, null);
  }

  private void onLoop(Runnable work, Runnable otherwise) {
    try {
      loop.execute(work);
    } catch (RuntimeTerminatedException ended) {
      otherwise.run();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    Objects.requireNonNull(given, "subscription");
    onLoop(
        () -> {
          if (subscription != null || destroyed) {
            given.cancel();
          } else {
            subscription = given;
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
          stream().push(chunk);
        },
        () -> {});
  }

  @Override
  public void onError(Throwable error) {
    Objects.requireNonNull(error, "error");
    onLoop(() -> stream().destroy(error), () -> {});
  }

  @Override
  public void onComplete() {
    onLoop(() -> stream().push(null), () -> {});
  }
}
