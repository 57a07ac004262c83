package io.eventloop.modules.http;

import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.FinishingSink;
import io.eventloop.modules.stream.GatheringSink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts one answer into bytes, and says how its end is known. Of the loop's thread. */
final class ResponseSink implements GatheringSink<ByteBuffer>, FinishingSink {
  private static final long UNKNOWN = -1;
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String TRANSFER_ENCODING = "Transfer-Encoding";
  private static final String CONNECTION = "Connection";
  private static final byte[] LINE_END = {'\r', '\n'};

  /** What waits while the answers to earlier requests are not finished. */
  final ArrayDeque<ByteBuffer> held = new ArrayDeque<>(0);

  /** To be told when there is room again. */
  @Nullable Completion<Void> waiting;

  private final HttpSocket socket;
  private final IncomingMessage request;
  private final HeaderList headers = new HeaderList();
  private @Nullable HeaderList trailers;
  private @Nullable ServerResponse response;
  private @Nullable Completion<Void> finishing;
  private int status = Status.OK;
  private @Nullable String words;
  private boolean sendDate = true;
  private boolean decided;
  private boolean sent;
  private boolean streams;
  private boolean chunked;
  private boolean finished;

  /** Whether the connection ends with it. */
  private boolean last;

  /** As the program has promised, or as the end shows. */
  private long length = UNKNOWN;

  private long written;

  ResponseSink(HttpSocket socket, IncomingMessage request, boolean last) {
    this.socket = socket;
    this.request = request;
    this.last = last;
  }

  void response(ServerResponse given) {
    response = given;
  }

  ServerResponse response() {
    if (response == null) {
      throw new IllegalStateException("an answer is used before it is made");
    }
    return response;
  }

  HttpSocket socket() {
    return socket;
  }

  IncomingMessage request() {
    return request;
  }

  // -- the head -----------------------------------------------------------------------------------

  void requireUnsent(String what) {
    if (headersSent()) {
      throw HttpException.headersSent(what);
    }
  }

  boolean headersSent() {
    return decided || sent;
  }

  boolean isSent() {
    return sent;
  }

  void decided() {
    decided = true;
  }

  int status() {
    return status;
  }

  void status(int given, @Nullable String givenWords) {
    if (given < 100 || given > 999) {
      throw HttpException.invalidStatus(given);
    }
    if (givenWords != null && !Syntax.isValue(givenWords)) {
      throw HttpException.invalidChar("statusMessage");
    }
    status = given;
    words = givenWords;
  }

  HeaderList headers() {
    return headers;
  }

  HeaderList trailers() {
    HeaderList present = trailers;
    if (present == null) {
      present = new HeaderList();
      trailers = present;
    }
    return present;
  }

  void sendDate(boolean sends) {
    sendDate = sends;
  }

  /** A part of the body is written before the end is known. */
  void streams() {
    streams = true;
  }

  /** The last part of the body is this long. */
  void endsWith(int size) {
    if (!streams && !sent && length == UNKNOWN) {
      length = size;
    }
  }

  private boolean hasBody() {
    return Status.allowsBody(status) && !request.method().equals("HEAD");
  }

  void flushHeaders() {
    if (!sent && !response().destroyed()) {
      streams = true;
      socket.answers().send(this, head());
    }
  }

  void information(String line) {
    if (!sent) {
      socket.answers().send(this, new HeadWriter().line(line).end().take());
    }
  }

  private ByteBuffer head() {
    sent = true;
    HeadWriter out = new HeadWriter();
    out.add("HTTP/1.1 ");
    out.add(Integer.toString(status));
    out.add(" ");
    out.line(words == null ? Status.words(status) : words);
    headers.writeTo(out);
    if (sendDate && !headers.has("Date")) {
      out.header("Date", socket.server().date());
    }
    boolean framed = framing();
    connection(out);
    if (!framed && chunked) {
      out.header(TRANSFER_ENCODING, "chunked");
    } else if (!framed && length != UNKNOWN && hasBody()) {
      out.header(CONTENT_LENGTH, Long.toString(length));
    }
    return out.end().take();
  }

  /** Decides how the client will know the end; true if the program's own headers say it. */
  private boolean framing() {
    String coding = headers.get(TRANSFER_ENCODING);
    String given = headers.get(CONTENT_LENGTH);
    if (coding != null) {
      chunked = hasBody() && coding.toLowerCase(Locale.ROOT).endsWith("chunked");
      length = UNKNOWN;
      last |= hasBody() && !chunked;
      return true;
    }
    if (given != null) {
      length = lengthOf(given);
      return true;
    }
    if (!hasBody()) {
      return false;
    }
    if (request.head().minorVersion == 0) {
      length = UNKNOWN; // whose client knows the end by the end of the connection
      last = true;
    } else {
      chunked = length == UNKNOWN;
    }
    return false;
  }

  private static long lengthOf(String given) {
    try {
      return Long.parseLong(given.strip());
    } catch (NumberFormatException notANumber) {
      return UNKNOWN;
    }
  }

  private void connection(HeadWriter out) {
    String given = headers.get(CONNECTION);
    if (given != null) {
      last |= given.equalsIgnoreCase("close");
      return;
    }
    last |= socket.isLast();
    if (last) {
      out.header(CONNECTION, "close");
    } else {
      out.header(CONNECTION, "keep-alive");
      long seconds = socket.server().options().keepAliveTimeout().toSeconds();
      if (seconds > 0) {
        out.header("Keep-Alive", "timeout=" + seconds);
      }
    }
  }

  // -- the body -----------------------------------------------------------------------------------

  @Override
  public void write(ByteBuffer chunk, Completion<Void> callback) {
    writev(List.of(chunk), callback);
  }

  @Override
  public void writev(List<ByteBuffer> chunks, Completion<Void> callback) {
    Answers answers = socket.answers();
    if (!sent) {
      answers.send(this, head());
    }
    if (hasBody()) {
      body(answers, chunks);
    }
    if (answers.hasRoom(this)) {
      callback.done();
    } else {
      waiting = callback;
    }
  }

  private void body(Answers answers, List<ByteBuffer> chunks) {
    long size = 0;
    for (ByteBuffer chunk : chunks) {
      size += chunk.remaining();
    }
    if (size == 0) {
      return; // in chunks, that would be the end
    }
    written += size;
    if (chunked) {
      answers.send(this, new HeadWriter().line(Long.toHexString(size)).take());
    }
    for (ByteBuffer chunk : chunks) {
      answers.send(this, chunk);
    }
    if (chunked) {
      answers.send(this, ByteBuffer.wrap(LINE_END));
    }
  }

  @Override
  public void finish(Completion<Void> callback) {
    Answers answers = socket.answers();
    if (!sent) {
      answers.send(this, head());
    }
    if (chunked) {
      HeadWriter end = new HeadWriter().line("0");
      if (trailers != null) {
        trailers.writeTo(end);
      }
      answers.send(this, end.end().take());
    }
    // a length that does not hold would make the client take the next answer for this body
    last |= hasBody() && length != UNKNOWN && length != written;
    finished = true;
    finishing = callback;
    answers.finished(this);
  }

  /** All that it has sent is with the system. */
  void handedOver() {
    Completion<Void> callback = finishing;
    finishing = null;
    if (callback != null) {
      callback.done();
    }
  }

  boolean isFinished() {
    return finished;
  }

  boolean isLast() {
    return last;
  }

  @Override
  public void destroy(@Nullable Throwable error, Completion<Void> callback) {
    held.clear();
    waiting = null;
    if (!finished) {
      socket.destroy(error);
    }
    callback.call(error, null);
  }
}
