package io.eventloop.modules.http;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.ReadableSource;
import io.eventloop.modules.stream.ReadableStream;
import io.eventloop.modules.stream.StreamOptions;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link ClientRequest}, as a stream of its body: what Node's client gives as
 * {@code http.IncomingMessage}. What is not read is not taken from the server. If that goes away
 * before the end it emits {@code aborted}, and {@code error} with the code {@code ECONNRESET} if
 * anybody listens to that. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpincomingmessage">Node:
 *     class http.IncomingMessage</a>
 */
public final class ClientResponse extends ReadableStream<ByteBuffer> {
  private final HttpResponse<?> head;
  private final Body body;
  private final Map<String, String> headers;

  private ClientResponse(HttpResponse<?> head, Body body) {
    super(StreamOptions.BYTES, body);
    this.head = head;
    this.body = body;
    this.headers = Collections.unmodifiableMap(MessageHeaders.joined(raw(head)));
    body.response = this;
  }

  /**
   * Begins to read an answer.
   *
   * @param onChunk runs on the loop when a piece of the body has come
   * @param onGone runs on the loop when the answer has ended or was given up
   */
  static ClientResponse of(
      Registrar registrar,
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> head,
      Runnable onChunk,
      Runnable onGone) {
    Body body = new Body(registrar, onChunk, onGone);
    ClientResponse response = new ClientResponse(head, body);
    head.body().subscribe(body);
    return response;
  }

  /** Gives up an answer that nobody is to get. */
  static void discard(HttpResponse<Flow.Publisher<List<ByteBuffer>>> head) {
    head.body().subscribe(new Discarding());
  }

  private static List<String> raw(HttpResponse<?> head) {
    List<String> raw = new ArrayList<>();
    head.headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.startsWith(":")) { // of HTTP/2
                for (String value : values) {
                  raw.add(name);
                  raw.add(value);
                }
              }
            });
    return raw;
  }

  private static final class Discarding implements Flow.Subscriber<List<ByteBuffer>> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> chunks) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }

  /** Its subscriber's methods are the client's threads', all else is the loop's. */
  private static final class Body
      implements ReadableSource<ByteBuffer>, Flow.Subscriber<List<ByteBuffer>> {
    private final Registrar registrar;
    private final Runnable onChunk;
    private final Runnable onGone;
    private @Nullable ClientResponse response;
    private Flow.@Nullable Subscription subscription;
    private boolean wanted;
    private boolean asked;
    private boolean complete;

    Body(Registrar registrar, Runnable onChunk, Runnable onGone) {
      this.registrar = registrar;
      this.onChunk = onChunk;
      this.onGone = onGone;
    }

    @Override
    public void read(Readable<ByteBuffer> stream) {
      wanted = true;
      ask();
    }

    private void ask() {
      if (wanted && !asked && subscription != null) {
        asked = true;
        subscription.request(1);
      }
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      boolean heard = true;
      if (!complete) {
        if (subscription != null) {
          subscription.cancel();
        }
        if (response != null) {
          response.events().emit("aborted");
          heard = response.events().listenerCount(EventEmitter.ERROR) > 0;
        }
      }
      callback.call(heard ? error : null, null);
      onGone.run();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      post(
          given,
          () -> {
            subscription = given;
            if (response != null && response.destroyed()) {
              given.cancel();
            } else {
              ask();
            }
          });
    }

    @Override
    public void onNext(List<ByteBuffer> chunks) {
      post(subscription, () -> take(chunks));
    }

    private void take(List<ByteBuffer> chunks) {
      ClientResponse to = response;
      if (to == null || to.destroyed()) {
        return;
      }
      onChunk.run();
      asked = false;
      wanted = true;
      for (ByteBuffer chunk : chunks) {
        wanted = to.push(chunk);
      }
      ask();
    }

    @Override
    public void onError(Throwable error) {
      post(
          null,
          () -> {
            if (response != null) {
              response.destroy(ConnectionResetException.aborted(error));
            }
          });
    }

    @Override
    public void onComplete() {
      post(
          null,
          () -> {
            if (response != null && !response.destroyed()) {
              complete = true;
              response.pushEnd();
            }
          });
    }

    private void post(Flow.@Nullable Subscription from, Runnable work) {
      try {
        registrar.execute(work);
      } catch (RuntimeTerminatedException ended) {
        if (from != null) {
          from.cancel();
        }
      }
    }
  }

  /** For example 200. */
  public int statusCode() {
    return head.statusCode();
  }

  /** {@code 1.1} or {@code 2.0}. */
  public String httpVersion() {
    return head.version() == HttpClient.Version.HTTP_2 ? "2.0" : "1.1";
  }

  /**
   * The headers, their names in lower case; where one came twice the values are joined, or the
   * first one counts, as in Node.
   */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * One of the {@link #headers}.
   *
   * @param name in any case of letters
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** All values of each header, the names in lower case. */
  public Map<String, List<String>> headersDistinct() {
    return Collections.unmodifiableMap(MessageHeaders.distinct(raw(head)));
  }

  /** Whether all of it has come. */
  public boolean complete() {
    return body.complete;
  }
}
