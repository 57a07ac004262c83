package io.eventloop.modules.http;

import io.eventloop.loop.EventEmitter;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.ReadableSource;
import io.eventloop.modules.stream.ReadableStream;
import io.eventloop.modules.stream.StreamOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request, as a stream of its body: Node's {@code http.IncomingMessage}. What is not read is not
 * taken from the client; a body that nobody has read when the answer is finished is dropped. If the
 * client goes away before the answer is finished it emits {@code aborted}, and {@code error} with
 * the code {@code ECONNRESET} if anybody listens to that. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpincomingmessage">Node:
 *     class http.IncomingMessage</a>
 */
public final class IncomingMessage extends ReadableStream<ByteBuffer> {
  private final HttpSocket socket;
  private final RequestHead head;
  private @Nullable List<String> rawHeaders;
  private @Nullable Map<String, String> headers;
  private List<String> rawTrailers = List.of();
  private boolean complete;
  private boolean aborted;
  private boolean dumped;
  private long bodySize;

  IncomingMessage(HttpSocket socket, RequestHead head, StreamOptions options) {
    this(socket, head, options, new Body());
  }

  private IncomingMessage(HttpSocket socket, RequestHead head, StreamOptions options, Body body) {
    super(options, body);
    this.socket = socket;
    this.head = head;
    body.message = this;
  }

  private static final class Body implements ReadableSource<ByteBuffer> {
    private @Nullable IncomingMessage message;

    @Override
    public void read(Readable<ByteBuffer> stream) {
      if (message != null && !message.complete) {
        message.socket.intake().bodyIsWanted(true);
      }
    }

    @Override
    public void destroy(@Nullable Throwable error, Completion<Void> callback) {
      if (message == null) {
        callback.call(error, null);
        return;
      }
      boolean heard = message.events().listenerCount(EventEmitter.ERROR) > 0;
      message.onDestroyed(error);
      callback.call(heard ? error : null, null);
    }
  }

  private void onDestroyed(@Nullable Throwable error) {
    if (complete && readableEnded()) {
      return;
    }
    aborted = true;
    events().emit("aborted");
    socket.destroy(error);
  }

  // -- for the connection -------------------------------------------------------------------------

  RequestHead head() {
    return head;
  }

  /** The bytes are good until this returns. */
  void body(ByteBuf bytes) {
    bodySize += bytes.readableBytes();
    if (dumped || destroyed()) {
      return;
    }
    if (!push(ByteBuffer.wrap(ByteBufUtil.getBytes(bytes)))) {
      socket.intake().bodyIsWanted(false);
    }
  }

  long bodySize() {
    return bodySize;
  }

  void trailers(List<String> trailers) {
    rawTrailers = trailers;
  }

  void completed() {
    complete = true;
    if (!destroyed()) {
      pushEnd();
    }
  }

  /** It was answered: nobody is to read it any more. */
  void dump() {
    if (dumped) {
      return;
    }
    dumped = true;
    socket.intake().bodyIsWanted(true);
    boolean awaited = events().listenerCount("end") > 0 || events().listenerCount("close") > 0;
    if (awaited && !destroyed()) {
      resume();
    }
  }

  /** The client has gone. */
  void abort(@Nullable Throwable cause) {
    if (!destroyed()) {
      destroy(HttpException.aborted(cause));
    }
  }

  // -- for the program ----------------------------------------------------------------------------

  /** For example {@code GET}. */
  public String method() {
    return head.method;
  }

  /** The target as the client has sent it, most often a path and a query. */
  public String url() {
    return head.url;
  }

  /** {@code 1.1} or {@code 1.0}. */
  public String httpVersion() {
    return head.minorVersion == 0 ? "1.0" : "1.1";
  }

  /**
   * The headers, their names in lower case; where one came twice the values are joined, or the
   * first one counts, as in Node.
   */
  public Map<String, String> headers() {
    Map<String, String> present = headers;
    if (present == null) {
      present = Collections.unmodifiableMap(MessageHeaders.joined(rawHeaders()));
      headers = present;
    }
    return present;
  }

  /**
   * One of the {@link #headers}.
   *
   * @param name in any case of letters
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers().get(name.toLowerCase(Locale.ROOT)));
  }

  /** All values of each header, the names in lower case. */
  public Map<String, List<String>> headersDistinct() {
    return Collections.unmodifiableMap(MessageHeaders.distinct(rawHeaders()));
  }

  /** Name and value of each header in turn, as they came. */
  public List<String> rawHeaders() {
    List<String> present = rawHeaders;
    if (present == null) {
      present = List.copyOf(head.rawHeaders(socket.server().options().maxHeadersCount()));
      rawHeaders = present;
    }
    return present;
  }

  /** What has come after the body, once that has ended; names in lower case. */
  public Map<String, String> trailers() {
    return Collections.unmodifiableMap(MessageHeaders.joined(rawTrailers));
  }

  /** Name and value of each trailer in turn, as they came. */
  public List<String> rawTrailers() {
    return List.copyOf(rawTrailers);
  }

  /** Whether all of it has come. */
  public boolean complete() {
    return complete;
  }

  /** Whether it was given up before it was answered. */
  public boolean aborted() {
    return aborted;
  }

  /** The connection. */
  public HttpSocket socket() {
    return socket;
  }
}
