package io.eventloop.modules.stream;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that wait in a readable side, in their order, and how much they are. Bytes and text can be
 * taken in other pieces than they came in; objects cannot.
 *
 * @param <T> a chunk
 */
final class Chunks<T> {
  /** All there is, or in flowing mode the first chunk. */
  static final int ALL = -1;

  /** A mark is not raised above 1 GiB. */
  private static final int HIGHEST_MARK = 0x4000_0000;

  private final boolean objects;
  private final ArrayDeque<T> queue = new ArrayDeque<>(2);
  private int length;
  private int highWaterMark;

  Chunks(boolean objects, int highWaterMark) {
    this.objects = objects;
    this.highWaterMark = highWaterMark;
  }

  /**
   * How much a chunk counts.
   *
   * @throws InvalidArgTypeException if it is neither bytes nor text, and objects do not count
   */
  static int size(Object chunk, boolean objects) {
    if (objects) {
      return 1;
    }
    if (chunk instanceof ByteBuffer bytes) {
      return bytes.remaining();
    }
    if (chunk instanceof String text) {
      return text.length();
    }
    throw InvalidArgTypeException.of("chunk", "of type string or an instance of ByteBuffer", chunk);
  }

  /** The chunk with a position of its own: who reads it does not move that of the writer. */
  @SuppressWarnings("unchecked") // a buffer for a buffer
  static <T> T ownView(T chunk) {
    return chunk instanceof ByteBuffer bytes ? (T) bytes.duplicate() : chunk;
  }

  int length() {
    return length;
  }

  int highWaterMark() {
    return highWaterMark;
  }

  boolean isBelowMark() {
    return length < highWaterMark;
  }

  /** Whether it would be, with that much taken out. */
  boolean isBelowMark(int taken) {
    return length - taken < highWaterMark;
  }

  boolean isWithinMark() {
    return length <= highWaterMark;
  }

  boolean isFull() {
    return highWaterMark == 0 ? length > 0 : length >= highWaterMark;
  }

  /** Whoever asks for more at once than the mark allows raises it. */
  void raiseMark(int asked) {
    if (asked > highWaterMark) {
      if (asked > HIGHEST_MARK) {
        throw OutOfRangeException.of("size", "<= 1GiB", asked);
      }
      highWaterMark = Integer.highestOneBit(2 * asked - 1); // the next power of two
    }
  }

  /** How much can be given to whoever asks for that much. */
  int howMuch(int asked, boolean flowing, boolean ended) {
    if (asked == 0 || (length == 0 && ended)) {
      return 0;
    }
    if (objects) {
      return 1;
    }
    if (asked == ALL) {
      return flowing && length > 0 ? sizeOfFirst() : length;
    }
    if (asked <= length) {
      return asked;
    }
    return ended ? length : 0;
  }

  void addLast(T chunk, int size) {
    length += size;
    queue.addLast(chunk);
  }

  void addFirst(T chunk, int size) {
    length += size;
    queue.addFirst(chunk);
  }

  private int sizeOfFirst() {
    T first = queue.peekFirst();
    return first == null ? 0 : size(first, objects);
  }

  /** Takes that much, or a whole object; null if there is nothing. */
  @Nullable T take(int wanted) {
    T first = queue.pollFirst();
    if (first == null) {
      return null;
    }
    int size = size(first, objects);
    if (objects || size == wanted) {
      length -= size;
      return first;
    }
    length -= wanted;
    return piece(first, size, wanted);
  }

  @SuppressWarnings("unchecked") // as the first chunk is, so are the others
  private T piece(T first, int size, int wanted) {
    if (first instanceof String string) {
      return (T) text(string, wanted);
    }
    ByteBuffer bytes = (ByteBuffer) first;
    if (wanted < size) {
      queue.addFirst((T) rest(bytes, wanted));
      return (T) bytes.slice(bytes.position(), wanted);
    }
    ByteBuffer whole = ByteBuffer.allocate(wanted);
    whole.put(bytes.duplicate());
    while (whole.hasRemaining()) {
      ByteBuffer next = (ByteBuffer) queue.removeFirst();
      int part = Math.min(next.remaining(), whole.remaining());
      whole.put(next.slice(next.position(), part));
      if (part < next.remaining()) {
        queue.addFirst((T) rest(next, part));
      }
    }
    return (T) whole.flip();
  }

  private static ByteBuffer rest(ByteBuffer bytes, int taken) {
    return bytes.slice(bytes.position() + taken, bytes.remaining() - taken);
  }

  @SuppressWarnings("unchecked")
  private String text(String first, int wanted) {
    StringBuilder whole = new StringBuilder(wanted);
    String next = first;
    while (true) {
      int part = Math.min(next.length(), wanted - whole.length());
      whole.append(next, 0, part);
      if (part < next.length()) {
        queue.addFirst((T) next.substring(part));
      }
      if (whole.length() == wanted) {
        return whole.toString();
      }
      next = (String) queue.removeFirst();
    }
  }
}
