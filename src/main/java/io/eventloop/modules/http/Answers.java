package io.eventloop.modules.http;

import io.eventloop.loop.Registrar;
import io.eventloop.modules.net.Connection;
import io.eventloop.modules.stream.Completion;
import io.eventloop.value.SystemException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one connection that are under way, in the order of their requests: one may write,
 * what the others write waits. Of the loop's thread.
 */
final class Answers {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final HttpSocket socket;
  private final Connection connection;
  private final Registrar registrar;
  private final int highWaterMark;
  private final ArrayDeque<ResponseSink> underWay = new ArrayDeque<>(2);
  private final Consumer<@Nullable SystemException> written = this::written;
  private final Runnable uncork = this::uncork;
  private boolean corked;

  Answers(HttpSocket socket, Connection connection, Registrar registrar, int highWaterMark) {
    this.socket = socket;
    this.connection = connection;
    this.registrar = registrar;
    this.highWaterMark = highWaterMark;
  }

  void add(ResponseSink answer) {
    underWay.add(answer);
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  int size() {
    return underWay.size();
  }

  /** The one that may write, or null. */
  @Nullable ResponseSink first() {
    return underWay.peek();
  }

  List<ResponseSink> all() {
    return List.copyOf(underWay);
  }

  /** Whether it may write on, or is to wait. */
  boolean hasRoom(ResponseSink answer) {
    return isFirst(answer)
        ? connection.unwritten() < highWaterMark
        : answer.held.stream().mapToInt(ByteBuffer::remaining).sum() < highWaterMark;
  }

  @SuppressWarnings("ReferenceEquality") // an answer is equal to itself only
  private boolean isFirst(ResponseSink answer) {
    return underWay.peek() == answer;
  }

  void send(ResponseSink answer, ByteBuffer bytes) {
    if (isFirst(answer)) {
      write(bytes, written);
    } else if (!connection.isClosed()) {
      answer.held.add(bytes);
    }
  }

  /** What is written in one callback goes out together, after it. */
  private void write(ByteBuffer bytes, Consumer<@Nullable SystemException> done) {
    if (connection.isClosed()) {
      return;
    }
    if (!corked) {
      corked = true;
      connection.cork();
      registrar.nextTick(uncork);
    }
    connection.write(bytes, done);
  }

  private void uncork() {
    corked = false;
    connection.uncork();
  }

  private void written(@Nullable SystemException error) {
    if (error != null) {
      socket.failed(error);
      return;
    }
    ResponseSink first = underWay.peek();
    if (first != null && first.waiting != null && hasRoom(first)) {
      Completion<Void> waiting = first.waiting;
      first.waiting = null;
      waiting.done();
    }
  }

  /** An answer is complete: those behind it may write as soon as it is the first. */
  void finished(ResponseSink answer) {
    while (!underWay.isEmpty() && underWay.element().isFinished()) {
      ResponseSink done = underWay.remove();
      write(NOTHING, error -> done.handedOver());
      socket.answered(done);
      ResponseSink next = underWay.peek();
      if (next != null) {
        next.held.forEach(bytes -> write(bytes, written));
        next.held.clear();
      }
    }
  }

  void clear() {
    underWay.clear();
  }
}
