package io.eventloop.modules.http;

import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.modules.stream.Completion;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What a request sends, a chunk at a time, when the JDK's client asks for it. Of the loop's thread,
 * save {@link #subscribe} and the subscription, which are the client's threads'.
 */
final class RequestBody implements BodyPublisher {
  private final Registrar registrar;
  private final long length;
  private @Nullable Subscription subscription;
  private @Nullable ByteBuffer chunk;
  private @Nullable Completion<Void> written;
  private boolean begun;
  private boolean ended;

  /**
   * @param length in bytes; negative if it is not known
   */
  RequestBody(Registrar registrar, long length) {
    this.registrar = registrar;
    this.length = length;
  }

  /** Takes a chunk; answered when the client has taken it. */
  void write(ByteBuffer bytes, Completion<Void> callback) {
    if (subscription != null && subscription.cancelled) {
      callback.done(); // the server has answered and wants no more
      return;
    }
    chunk = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    written = callback;
    pass();
  }

  void end() {
    ended = true;
    pass();
  }

  private void pass() {
    Subscription to = subscription;
    if (to == null || to.cancelled) {
      return;
    }
    Completion<Void> callback = written;
    if (chunk != null && callback != null && to.demand > 0) {
      ByteBuffer bytes = chunk;
      chunk = null;
      written = null;
      begun = true;
      to.demand--;
      to.subscriber.onNext(bytes);
      callback.done();
    }
    if (ended && chunk == null) {
      to.cancelled = true;
      to.subscriber.onComplete();
    }
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Subscription made = new Subscription(subscriber);
    subscriber.onSubscribe(made);
    made.post(() -> connect(made));
  }

  private void connect(Subscription made) {
    if (begun) {
      made.cancelled = true;
      made.subscriber.onError(new IOException("a body that was begun cannot be sent again"));
      return;
    }
    subscription = made;
    pass();
  }

  private final class Subscription implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private boolean cancelled;

    Subscription(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      post(
          () -> {
            demand = Math.max(demand, demand + count); // which may be more than there is
            pass();
          });
    }

    @Override
    public void cancel() {
      post(this::drop);
    }

    private void drop() {
      cancelled = true;
      Completion<Void> callback = written;
      chunk = null;
      written = null;
      if (callback != null) {
        callback.done();
      }
    }

    private void post(Runnable work) {
      try {
        registrar.execute(work);
      } catch (RuntimeTerminatedException ended) {
        subscriber.onError(new IOException("the loop has ended", ended));
      }
    }
  }
}
