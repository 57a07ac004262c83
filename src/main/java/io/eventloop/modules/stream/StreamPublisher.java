package io.eventloop.modules.stream;

import io.eventloop.loop.IoRequest;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.value.Outcome;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream as a publisher to one subscriber: it flows as far as that asks. Its methods are for any
 * thread; what it does is done on the loop.
 *
 * @param <T> a chunk
 */
final class StreamPublisher<T> implements Flow.Publisher<T> {
  private static final Flow.Subscription NONE =
      new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
      };

  private final Readable<T> stream;
  private final AtomicBoolean subscribed = new AtomicBoolean();

  StreamPublisher(Readable<T> stream) {
    this.stream = stream;
    stream.onError(error -> {}); // it is the subscriber's, who may come later than the error
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (!subscribed.compareAndSet(false, true)) {
      refuse(subscriber, new IllegalStateException("a stream has one subscriber only"));
      return;
    }
    try {
      stream.life.loop.execute(() -> new Reading<>(stream, subscriber).start());
    } catch (RuntimeTerminatedException ended) {
      refuse(subscriber, ended);
    }
  }

  private static void refuse(Flow.Subscriber<?> subscriber, RuntimeException why) {
    subscriber.onSubscribe(NONE);
    subscriber.onError(why);
  }

  private static final class Reading<T> implements Flow.Subscription {
    private final Readable<T> stream;
    private final Flow.Subscriber<? super T> subscriber;
    private final IoRequest<Void> open;
    private long demand;
    private boolean over;

    /** A subscriber that asks for more within {@code onNext} is not called within that call. */
    private boolean handing;

    Reading(Readable<T> stream, Flow.Subscriber<? super T> subscriber) {
      this.stream = stream;
      this.subscriber = subscriber;
      this.open = stream.life.loop.registerIo("publisher", (error, nothing) -> {}, this::ended);
    }

    /** The loop has ended before the stream. */
    private void ended() {
      if (!over) {
        over = true;
        subscriber.onError(StreamException.prematureClose());
      }
    }

    private void over() {
      over = true;
      open.complete(Outcome.success(null));
    }

    void start() {
      subscriber.onSubscribe(this);
      stream.onReadable(this::hand);
      EndOfStream.watch(
          stream,
          FinishedOptions.DEFAULT.readableOnly(),
          (error, nothing) -> {
            if (over) {
              return;
            }
            over();
            if (error == null) {
              subscriber.onComplete();
            } else {
              subscriber.onError(error);
            }
          });
    }

    @Override
    public void request(long count) {
      onLoop(
          () -> {
            if (count <= 0 && !over) {
              over();
              stream.destroy();
              subscriber.onError(
                  new IllegalArgumentException("request(" + count + "): 1 or more is accepted"));
              return;
            }
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            hand();
          });
    }

    @Override
    public void cancel() {
      onLoop(
          () -> {
            if (!over) {
              over();
              stream.destroy();
            }
          });
    }

    private void onLoop(Runnable work) {
      try {
        stream.life.loop.execute(work);
      } catch (RuntimeTerminatedException ended) {
        return; // there is nothing to be read, nor to be cancelled
      }
    }

    private void hand() {
      if (handing) {
        return;
      }
      handing = true;
      try {
        while (!over && demand > 0) {
          T chunk = stream.read();
          if (chunk == null) {
            return;
          }
          demand--;
          subscriber.onNext(chunk);
        }
      } finally {
        handing = false;
      }
    }
  }
}
