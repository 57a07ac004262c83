package io.eventloop.modules.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the process's standard input, which is one for all runtimes, on a thread of its own: a read
 * may take for ever, and nobody can call it off. Reads only when somebody asks, a piece for each
 * request; what comes for one who has gone meanwhile is kept for the next. From any thread.
 */
final class InputReader {
  private static final int SIZE = 64 * 1024;

  /** Who wants a piece. */
  interface Request {
    /**
     * A piece has come. On the reader's thread, which holds no lock of a runtime.
     *
     * @return whether it was taken; else it is for the next
     */
    boolean take(Piece piece);
  }

  /**
   * What a read has brought.
   *
   * @param bytes null at the end, or if it has failed
   * @param error null if it has not failed
   */
  record Piece(@Nullable ByteBuffer bytes, @Nullable IOException error) {}

  private static final Deque<Request> REQUESTS = new ArrayDeque<>();
  private static final Deque<Piece> KEPT = new ArrayDeque<>();
  private static boolean running;

  private InputReader() {}

  /** Has this given the next piece. */
  static synchronized void ask(Request request) {
    REQUESTS.add(request);
    if (!running) {
      running = true;
      Thread thread = new Thread(InputReader::serve, "eventloop-stdin");
      thread.setDaemon(true); // else it would keep the process until somebody presses a key
      thread.start();
    }
  }

  /** Does not want it any more; does nothing if it has it. */
  static synchronized void cancel(Request request) {
    REQUESTS.remove(request);
  }

  private static void serve() {
    while (isAsked()) {
      hand(next());
    }
  }

  /** Gives a piece to who is next, and keeps it if there is nobody. */
  static void hand(Piece piece) {
    Request request = nextRequest(piece);
    while (request != null && !request.take(piece)) {
      request = nextRequest(piece);
    }
  }

  /** Whether anybody waits; if not, this thread ends. */
  private static synchronized boolean isAsked() {
    running = !REQUESTS.isEmpty();
    return running;
  }

  /** Whose turn it is; keeps the piece if there is nobody. */
  private static synchronized @Nullable Request nextRequest(Piece piece) {
    Request request = REQUESTS.poll();
    if (request == null) {
      KEPT.addFirst(piece);
    }
    return request;
  }

  private static synchronized @Nullable Piece kept() {
    return KEPT.poll();
  }

  private static Piece next() {
    Piece kept = kept();
    if (kept != null) {
      return kept;
    }
    byte[] buffer = new byte[SIZE];
    try {
      int length = System.in.read(buffer);
      return new Piece(length < 0 ? null : fitting(buffer, length), null);
    } catch (IOException e) {
      return new Piece(null, e);
    }
  }

  private static ByteBuffer fitting(byte[] buffer, int length) {
    return ByteBuffer.wrap(length == SIZE ? buffer : Arrays.copyOf(buffer, length));
  }
}
