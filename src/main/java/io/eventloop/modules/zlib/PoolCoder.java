package io.eventloop.modules.zlib;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coder that workers use, one at a time, and that the loop gives up when it likes: whoever has it
 * last closes it. One that is dropped gives zlib's memory back when it is collected.
 */
final class PoolCoder {
  /** How many pieces one trip brings at most: a trip has its price, and a piece its memory. */
  static final int PIECES = 4;

  private final Coder coder;
  private boolean inUse;
  private boolean over;

  PoolCoder(Coder coder) {
    this.coder = coder;
  }

  /** What is to be done before more is taken out. */
  enum Step {
    /** Nothing: there is more of the last input. */
    GO_ON,
    FLUSH,
    END
  }

  /** Makes some of what comes of this input. On a worker's thread. */
  List<ByteBuffer> make(ByteBuffer input) throws ZlibException {
    return make(Step.GO_ON, input);
  }

  /** Makes some of what comes of the input so far. On a worker's thread. */
  List<ByteBuffer> make(Step step) throws ZlibException {
    return make(step, null);
  }

  private List<ByteBuffer> make(Step step, @Nullable ByteBuffer input) throws ZlibException {
    if (!begin()) {
      return List.of();
    }
    try {
      if (input != null) {
        coder.input(input);
      }
      switch (step) {
        case FLUSH -> coder.flush();
        case END -> coder.end();
        case GO_ON -> {}
      }
      return pieces();
    } finally {
      end();
    }
  }

  private List<ByteBuffer> pieces() throws ZlibException {
    List<ByteBuffer> made = new ArrayList<>(PIECES);
    while (made.size() < PIECES) {
      byte[] buffer = new byte[Coder.CHUNK];
      int length = coder.output(buffer);
      if (length == 0) {
        break;
      }
      made.add(ByteBuffer.wrap(buffer, 0, length));
    }
    return made;
  }

  private synchronized boolean begin() {
    inUse = !over;
    return inUse;
  }

  private synchronized void end() {
    inUse = false;
    if (over) {
      coder.close();
    }
  }

  /** It is not used any more. From any thread. */
  synchronized void close() {
    if (!over && !inUse) {
      coder.close();
    }
    over = true;
  }
}
