package io.eventloop.modules.net;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a connection has still to write, in its order. Of the loop's thread. */
final class WriteQueue {
  private final SocketChannel channel;
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>(2);
  private long bytes;
  private long written;

  /** Bytes that wait to be written, and whom to tell. */
  private record Piece(ByteBuffer bytes, Consumer<@Nullable SystemException> done) {}

  WriteQueue(SocketChannel channel) {
    this.channel = channel;
  }

  void add(ByteBuffer added, Consumer<@Nullable SystemException> done) {
    bytes += added.remaining();
    pieces.add(new Piece(added, done));
  }

  int size() {
    return pieces.size();
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** How much waits. */
  long bytes() {
    return bytes;
  }

  /** How much the system has taken so far. */
  long written() {
    return written;
  }

  void clear() {
    pieces.clear();
    bytes = 0;
  }

  /**
   * Writes as much as the system takes; tells those whose bytes it has taken, or who are not to.
   */
  void writeTo(Poller poller) {
    try {
      boolean all = true;
      while (all && !pieces.isEmpty()) {
        all = writeSome(poller.writeBuffer());
      }
    } catch (IOException failed) {
      fail(SystemException.ofStream(NetErrors.codeOf(failed), "write", failed));
    }
  }

  /** Writes as much as fits; false if the system takes no more for now. */
  private boolean writeSome(ByteBuffer out) throws IOException {
    for (Piece piece : pieces) {
      ByteBuffer from = piece.bytes();
      int room = Math.min(out.remaining(), from.remaining());
      out.put(out.position(), from, from.position(), room).position(out.position() + room);
      if (!out.hasRemaining()) {
        break;
      }
    }
    int count = channel.write(out.flip());
    boolean all = !out.hasRemaining();
    written += count;
    bytes -= count;
    taken(count);
    return all;
  }

  private void taken(int count) {
    int left = count;
    for (Piece first = pieces.peek(); first != null; first = pieces.peek()) {
      ByteBuffer from = first.bytes();
      int part = Math.min(left, from.remaining());
      from.position(from.position() + part);
      left -= part;
      if (from.hasRemaining()) {
        return;
      }
      pieces.remove();
      first.done().accept(null); // which may write more, or close
    }
  }

  private void fail(SystemException error) {
    bytes = 0;
    for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      piece.done().accept(error);
    }
  }
}
