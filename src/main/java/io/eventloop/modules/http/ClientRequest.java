package io.eventloop.modules.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.loop.AbortException;
import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Handle;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Registration;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.loop.Timer;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.FinishingSink;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.modules.stream.WritableSink;
import io.eventloop.modules.stream.WritableStream;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgValueException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request under way, as a stream to which its body is written: Node's {@code http.ClientRequest}.
 * Its head is sent with the first {@link #write}, with {@link #end} or with {@link #flushHeaders}.
 * It emits {@code response}, or else {@code error}; {@code timeout}; and {@code close} last, once.
 * The loop stays alive until it is closed. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpclientrequest">Node:
 *     class http.ClientRequest</a>
 */
public final class ClientRequest extends WritableStream<ByteBuffer> {
  /** Of these the JDK's client sends its own. */
  private static final Set<String> RESERVED = Set.of("connection", "expect", "host", "upgrade");

  private static final int UNKNOWN = -1;

  private final Registrar registrar;
  private final Connector connector;
  private final RequestOptions options;
  private final HeaderList headers = new HeaderList();
  private final Exchange exchange = new Exchange();
  private final Handle handle;
  private final Runnable sending = this::send;
  private @Nullable Registration aborting;
  private @Nullable Timer silence;
  private @Nullable RequestBody body;
  private @Nullable ClientResponse response;
  private long length = UNKNOWN;
  private boolean started;
  private boolean answered;

  private ClientRequest(
      Registrar registrar, Connector connector, RequestOptions options, Sink sink) {
    super(StreamOptions.BYTES.withAutoDestroy(false), sink);
    this.registrar = registrar;
    this.connector = connector;
    this.options = options;
    options.headers().forEach(this::setHeader);
    this.handle = registrar.openHandle("HTTPClientRequest", exchange::cancel);
    sink.request = this;
  }

  static ClientRequest of(Registrar registrar, Connector connector, RequestOptions options) {
    AbortSignal signal = registrar.signal(options.signal());
    ClientRequest request = new ClientRequest(registrar, connector, options, new Sink());
    if (!options.timeout().isZero()) {
      request.setTimeout(options.timeout());
    }
    if (signal != null) {
      request.abortWith(signal);
    }
    return request;
  }

  private void abortWith(AbortSignal signal) {
    if (signal.aborted()) {
      destroy(new AbortException(signal.reason()));
    } else {
      aborting = signal.onAbort(() -> destroy(new AbortException(signal.reason())));
    }
  }

  private static final class Sink implements WritableSink<ByteBuffer>, FinishingSink {
    private @Nullable ClientRequest request;

    @Override
    public void write(ByteBuffer chunk, Completion<Void> callback) {
      if (request != null) {
        request.start().write(chunk, callback);
        request.active();
      }
    }

    @Override
    public void finish(Completion<Void> callback) {
      if (request != null) {
        request.start().end();
      }
      callback.done();
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      callback.call(request == null ? error : request.onDestroyed(error), null);
    }
  }

  // -- what goes out ------------------------------------------------------------------------------

  private RequestBody start() {
    RequestBody present = body;
    if (present == null) {
      present = new RequestBody(registrar, length);
      body = present;
    }
    if (!started) {
      started = true;
      if (options.agent() == null) {
        send();
      } else {
        options.agent().enter(options.uri(), sending);
      }
    }
    return present;
  }

  private void send() {
    HttpRequest built;
    try {
      built = build();
    } catch (IllegalArgumentException refused) { // such as the method CONNECT
      destroy(refused);
      return;
    }
    connector.send(built, exchange, this::onHead);
  }

  private HttpRequest build() {
    HttpRequest.Builder builder = HttpRequest.newBuilder(options.uri());
    BodyPublisher publisher = length == 0 || body == null ? BodyPublishers.noBody() : body;
    headers
        .all()
        .forEach(
            (name, values) -> {
              if (!name.equals("content-length") && !name.equals("transfer-encoding")) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    return builder.method(options.method(), publisher).build();
  }

  @Override
  public void end(@Nullable ByteBuffer last, @Nullable Callback<? super Void> callback) {
    if (!started && !writableEnded() && writableLength() == 0 && length == UNKNOWN) {
      length = last == null ? 0 : last.remaining();
    }
    super.end(last, callback);
  }

  /** Writes text in UTF-8. */
  public boolean write(String text) {
    return write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** Ends with text in UTF-8. */
  public void end(String text) {
    end(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** Sends the head now, before there is anything of the body. */
  public void flushHeaders() {
    if (!destroyed()) {
      start();
    }
  }

  /**
   * Sets a header.
   *
   * @throws HttpException {@code ERR_INVALID_HTTP_TOKEN}, {@code ERR_INVALID_CHAR}, or {@code
   *     ERR_HTTP_HEADERS_SENT}
   * @throws InvalidArgValueException for {@code Connection}, {@code Expect}, {@code Host} and
   *     {@code Upgrade}, which are the JDK's client's own
   */
  public ClientRequest setHeader(String name, String value) {
    setHeader(name, List.of(value));
    return this;
  }

  private void setHeader(String name, List<String> values) {
    if (started) {
      throw HttpException.headersSent("set");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (RESERVED.contains(lower)) {
      throw InvalidArgValueException.of("name", "is a header that the client sends itself", name);
    }
    headers.set(name, values);
    if (lower.equals("content-length")) {
      try {
        length = Long.parseLong(values.get(0));
      } catch (NumberFormatException e) {
        throw InvalidArgValueException.of("value", "is no number of bytes", values.get(0));
      }
    }
  }

  /** The value of a header that is set; null if it is not. */
  public @Nullable String getHeader(String name) {
    return headers.get(name);
  }

  /** All headers that are set, the names in lower case. */
  public Map<String, List<String>> getHeaders() {
    return headers.all();
  }

  // -- what comes back ----------------------------------------------------------------------------

  /** On a thread of the client. */
  private void onHead(
      @Nullable Throwable error, @Nullable HttpResponse<Flow.Publisher<List<ByteBuffer>>> head) {
    try {
      registrar.execute(() -> take(error, head));
    } catch (RuntimeTerminatedException ended) {
      if (head != null) {
        ClientResponse.discard(head);
      }
    }
  }

  private void take(
      @Nullable Throwable error, @Nullable HttpResponse<Flow.Publisher<List<ByteBuffer>>> head) {
    if (destroyed()) {
      if (head != null) {
        ClientResponse.discard(head);
      }
      return;
    }
    if (head == null) {
      destroy(error);
      return;
    }
    answered = true;
    active();
    ClientResponse made = ClientResponse.of(registrar, head, this::active, this::destroy);
    response = made;
    if (!events().emit("response", made)) {
      made.resume();
    }
  }

  /** Yields the error to be emitted. */
  private @Nullable Throwable onDestroyed(@Nullable Throwable error) {
    exchange.cancel();
    handle.close();
    registrar.clearTimeout(silence);
    if (aborting != null) {
      aborting.remove();
    }
    if (options.agent() != null && started) {
      options.agent().leave(options.uri(), sending);
    }
    if (!answered) {
      return error == null ? ConnectionResetException.hungUp(null) : error;
    }
    if (response != null && !response.destroyed()) {
      response.destroy(error == null ? ConnectionResetException.aborted(null) : error);
    }
    return error;
  }

  // -- for the program ----------------------------------------------------------------------------

  /** Listens to {@code response}: the head of the answer has come. */
  public ClientRequest onResponse(Consumer<? super ClientResponse> listener) {
    events().once("response", args -> listener.accept((ClientResponse) args[0]));
    return this;
  }

  /** Listens to {@code timeout}. */
  public ClientRequest onTimeout(Runnable listener) {
    events().on("timeout", listener);
    return this;
  }

  /**
   * Emits {@code timeout} after so much time in which nothing was sent or came; the request goes on
   * unless the listener destroys it, as in Node.
   *
   * @param after zero for never
   */
  public ClientRequest setTimeout(Duration after) {
    registrar.clearTimeout(silence);
    silence =
        after.isZero() || destroyed()
            ? null
            : registrar.setTimeout(() -> events().emit("timeout"), after).unref();
    return this;
  }

  private void active() {
    if (silence != null) {
      silence.refresh();
    }
  }

  /** Node's older name of {@link #destroy()}. */
  public void abort() {
    destroy();
  }

  /** For example {@code GET}. */
  public String method() {
    return options.method();
  }

  /** Where it goes. */
  public URI uri() {
    return options.uri();
  }
}
