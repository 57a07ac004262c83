package io.eventloop.modules.http;

import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.modules.stream.WritableStream;
import io.eventloop.value.Callback;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, as a stream of its body: Node's {@code http.ServerResponse}. The headers
 * go out with the first piece of the body, or at the end; what is written in one callback goes out
 * together. {@code write} returns false while the client does not read. Of the loop's thread.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserverresponse">Node:
 *     class http.ServerResponse</a>
 */
public final class ServerResponse extends WritableStream<ByteBuffer> {
  private final ResponseSink sink;

  ServerResponse(StreamOptions options, ResponseSink sink) {
    super(options, sink);
    this.sink = sink;
    sink.response(this);
  }

  // -- status and headers -------------------------------------------------------------------------

  /** The status with which it is, or will be, answered: 200 unless it was set. */
  public int statusCode() {
    return sink.status();
  }

  /**
   * Sets the status.
   *
   * @throws HttpException if it is not from 100 to 999, or the headers were sent
   */
  public ServerResponse statusCode(int status) {
    sink.requireUnsent("set");
    sink.status(status, null);
    return this;
  }

  /** Sets the words after the status; by default those that go with it. */
  public ServerResponse statusMessage(String words) {
    sink.requireUnsent("set");
    sink.status(sink.status(), words);
    return this;
  }

  /**
   * Sets a header, in place of what it was.
   *
   * @throws HttpException if the headers were sent, or the name or the value has a character that
   *     is not allowed there
   */
  public ServerResponse setHeader(String name, String value) {
    return setHeader(name, List.of(value));
  }

  /** The same with a number. */
  public ServerResponse setHeader(String name, long value) {
    return setHeader(name, List.of(Long.toString(value)));
  }

  /** The same with several values, each of which is sent as a header of its own. */
  public ServerResponse setHeader(String name, List<String> values) {
    sink.requireUnsent("set");
    sink.headers().set(name, List.copyOf(values));
    return this;
  }

  /** Adds a value to a header. */
  public ServerResponse appendHeader(String name, String value) {
    sink.requireUnsent("append");
    sink.headers().append(name, value);
    return this;
  }

  /** Takes a header back. */
  public ServerResponse removeHeader(String name) {
    sink.requireUnsent("remove");
    sink.headers().remove(name);
    return this;
  }

  /** What a header was set to; several values joined by a comma. */
  public Optional<String> getHeader(String name) {
    return Optional.ofNullable(sink.headers().get(name));
  }

  /** All headers that were set; names in lower case. */
  public Map<String, List<String>> getHeaders() {
    return sink.headers().all();
  }

  /** Whether a header was set. */
  public boolean hasHeader(String name) {
    return sink.headers().has(name);
  }

  /** Whether the server adds the header {@code Date}, as it does unless told otherwise. */
  public ServerResponse sendDate(boolean sends) {
    sink.sendDate(sends);
    return this;
  }

  /**
   * Decides on status and headers, which can then not be changed any more. They go out with the
   * body.
   *
   * @throws HttpException as {@link #statusCode(int)} does
   */
  public ServerResponse writeHead(int status) {
    return writeHead(status, null, Map.of());
  }

  /** The same with headers besides those that were set. */
  public ServerResponse writeHead(int status, Map<String, String> headers) {
    return writeHead(status, null, headers);
  }

  /** The same with words after the status; null for those that go with it. */
  public ServerResponse writeHead(int status, @Nullable String words, Map<String, String> headers) {
    sink.requireUnsent("write");
    sink.status(status, words);
    headers.forEach((name, value) -> sink.headers().set(name, List.of(value)));
    sink.decided();
    return this;
  }

  /** Sends the headers at once, before there is a body. */
  public void flushHeaders() {
    sink.flushHeaders();
  }

  /** Whether the headers were sent, or decided on. */
  public boolean headersSent() {
    return sink.headersSent();
  }

  /** Tells the client to go on with the body: {@code 100 Continue}. */
  public void writeContinue() {
    sink.information("HTTP/1.1 100 Continue");
  }

  /** Tells the client that the answer takes a while: {@code 102 Processing}. */
  public void writeProcessing() {
    sink.information("HTTP/1.1 102 Processing");
  }

  /** Adds what comes after a body that is sent in chunks; of no effect for any other. */
  public ServerResponse addTrailers(Map<String, String> trailers) {
    trailers.forEach((name, value) -> sink.trailers().set(name, List.of(value)));
    return this;
  }

  // -- the body -----------------------------------------------------------------------------------

  @Override
  public boolean write(ByteBuffer chunk, @Nullable Callback<? super Void> callback) {
    sink.streams();
    return super.write(chunk, callback);
  }

  /** Writes text, in UTF-8. */
  public boolean write(String text) {
    return write(HeadWriter.utf8(text), null);
  }

  @Override
  public void end(@Nullable ByteBuffer last, @Nullable Callback<? super Void> callback) {
    sink.endsWith(last == null ? 0 : last.remaining());
    super.end(last, callback);
  }

  /** Ends it after this text, in UTF-8. */
  public void end(String text) {
    end(HeadWriter.utf8(text), null);
  }

  // -- the rest -----------------------------------------------------------------------------------

  /** The same as {@link HttpSocket#setTimeout}, of its connection. */
  public ServerResponse setTimeout(Duration after) {
    sink.socket().setTimeout(after);
    return this;
  }

  /** The request that is answered. */
  public IncomingMessage request() {
    return sink.request();
  }

  /** The connection. */
  public HttpSocket socket() {
    return sink.socket();
  }
}
