package io.eventloop.modules.http;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Timer;
import io.eventloop.modules.net.AddressInfo;
import io.eventloop.modules.net.Connection;
import io.eventloop.value.SystemException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of an HTTP server: what Node gives as {@code request.socket}, as far as a server
 * needs it. It emits {@code close} and {@code timeout}. Of the loop's thread.
 */
public final class HttpSocket {
  /** What a client has to read its last answer, and to end its side. */
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final HttpServer server;
  private final Connection connection;
  private final EventEmitter events = new EventEmitter();
  private final Answers answers;
  private final Intake intake;
  private final @Nullable SocketAddress remote;

  private @Nullable Timer idle;
  private @Nullable Timer silence;
  private boolean ending;
  private boolean gone;

  HttpSocket(HttpServer server, Connection connection) {
    int highWaterMark = server.options().highWaterMark();
    this.server = server;
    this.connection = connection;
    this.remote = connection.remoteAddress();
    this.answers = new Answers(this, connection, server.registrar(), highWaterMark);
    this.intake = new Intake(this, connection);
    connection.trySet(StandardSocketOptions.TCP_NODELAY, true);
    connection.user(intake);
    setTimeout(server.timeout());
    connection.readStart();
  }

  // -- requests and answers -----------------------------------------------------------------------

  Intake intake() {
    return intake;
  }

  /** The connection cannot be written to any more. */
  void failed(SystemException error) {
    if (ending) {
      destroy(error);
    } else if (!gone) {
      intake.refuse(error);
    }
  }

  /** Whose connection it is. */
  public HttpServer server() {
    return server;
  }

  Answers answers() {
    return answers;
  }

  /** Whether the next answer is the last, whatever the client has asked for. */
  boolean isLast() {
    return server.isClosing();
  }

  /** An answer is complete. */
  void answered(ResponseSink answer) {
    answer.request().dump();
    if (answer.isLast() || (answers.isEmpty() && (intake.hasEnded() || server.isClosing()))) {
      endAndDestroy();
      return;
    }
    if (answers.isEmpty()) {
      waitForNext();
    }
    intake.updateReading();
  }

  private void waitForNext() {
    Duration limit = server.options().keepAliveTimeout();
    if (idle != null) {
      idle.refresh();
    } else if (!limit.isZero()) {
      idle = server.registrar().setTimeout(this::idleForLong, limit).unref();
    }
  }

  private void idleForLong() {
    if (isIdle()) {
      destroy(null);
    }
  }

  /** Whether no request is coming in, and none is to be answered. */
  boolean isIdle() {
    return answers.isEmpty() && !intake.isWithin();
  }

  /** Closes it if no request is under way, once the last answer has gone out as a whole. */
  void closeIfIdle() {
    if (isIdle() && connection.unwritten() > 0) {
      endAndDestroy();
    } else if (isIdle()) {
      destroy(null);
    }
  }

  /** Refuses the request that is coming in if it has taken too long. */
  void checkTime(long nowNanos) {
    if (!gone && !ending && intake.hasExpired(nowNanos)) {
      intake.refuse(HttpException.requestTimeout());
    }
  }

  /** Whether the client can still be told that its request is refused. */
  boolean mayAnswerError() {
    ResponseSink first = answers.first();
    return writable() && (first == null || !first.isSent());
  }

  // -- the end ------------------------------------------------------------------------------------

  /** Closes it when all is written that was to be. */
  void endAndDestroy() {
    end(error -> destroy(error));
  }

  /**
   * The same, once the client has ended its side too: where a part of what it sends is not read,
   * the system would tell it of a reset, and it might never see the answer.
   */
  void endAndLinger() {
    end(
        error -> {
          if (error != null || intake.hasEnded()) {
            destroy(error);
          }
        });
  }

  /** The client has ended its side, and was to be read no more. */
  void clientHasEnded() {
    if (ending && connection.unwritten() == 0) {
      destroy();
    }
  }

  private void end(Consumer<@Nullable SystemException> done) {
    if (gone || ending) {
      return;
    }
    ending = true;
    intake.close();
    intake.updateReading();
    server.registrar().clearTimeout(idle);
    idle = server.registrar().setTimeout(() -> destroy(null), LONGEST_END).unref();
    server.registrar().nextTick(() -> connection.shutdown(done));
  }

  /** Closes it at once; requests that are not answered are aborted. */
  public void destroy() {
    destroy(null);
  }

  /** The same, with a cause that is told to those who answer them. */
  public void destroy(@Nullable Throwable error) {
    if (gone) {
      return;
    }
    connection.close();
    IncomingMessage comingIn = intake.takeUnfinished();
    detach();
    for (ResponseSink answer : answers.all()) {
      answer.request().abort(error);
      answer.response().destroy();
    }
    answers.clear();
    if (comingIn != null) {
      comingIn.abort(error);
    }
    server.registrar().closing(() -> events.emit("close"));
    server.gone(this);
  }

  /** Lets go of the connection. */
  void detach() {
    gone = true;
    server.registrar().clearTimeout(idle);
    server.registrar().clearTimeout(silence);
  }

  // -- for the program ----------------------------------------------------------------------------

  /** The emitter underneath, with Node's names of the events. */
  public EventEmitter events() {
    return events;
  }

  /** Writes these characters, a byte each, past any answer: for a listener of clientError. */
  public void write(String text) {
    if (writable()) {
      connection.write(new HeadWriter().text(text).take(), error -> {});
    }
  }

  /** The same, after which it is closed. */
  public void end(String text) {
    write(text);
    endAndDestroy();
  }

  /** Whether the client may be written to. */
  public boolean writable() {
    return !gone && !ending && !connection.isClosed();
  }

  /** Whether it was closed here. */
  public boolean destroyed() {
    return gone;
  }

  /**
   * Emits {@code timeout}, here and at the server, after so much time in which nothing came and
   * nothing was answered; where nobody listens, the connection is closed.
   *
   * @param after zero for never
   */
  public HttpSocket setTimeout(Duration after) {
    server.registrar().clearTimeout(silence);
    silence =
        after.isZero() || gone
            ? null
            : server.registrar().setTimeout(this::silentForLong, after).unref();
    return this;
  }

  private void silentForLong() {
    boolean heard = events.emit("timeout");
    if (!server.timedOut(this) && !heard) {
      destroy(null);
    }
  }

  /** Something has come, or was answered. */
  void active() {
    if (silence != null) {
      silence.refresh();
    }
  }

  /** The client's address; null in the file system. */
  public @Nullable AddressInfo remote() {
    return AddressInfo.of(remote);
  }

  /** The address here; null once closed, and in the file system. */
  public @Nullable AddressInfo local() {
    return AddressInfo.of(connection.localAddress());
  }

  /** Bytes that have come so far. */
  public long bytesRead() {
    return connection.bytesRead();
  }

  /** Bytes that the system has taken so far. */
  public long bytesWritten() {
    return connection.bytesWritten();
  }
}
