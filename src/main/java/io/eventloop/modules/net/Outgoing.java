package io.eventloop.modules.net;

import io.eventloop.value.SystemException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a connection writes, in its order: small pieces are put together, and Netty keeps what the
 * system does not take yet. Of the loop's thread.
 */
final class Outgoing {
  /** What is larger goes by itself. */
  private static final int MOST_TOGETHER = 16_384;

  private static final int SMALLEST = 256;

  /** More than that is not copied for the system at once. */
  private static final int MOST_AT_ONCE = 131_072;

  private final Poller poller;
  private final DuplexChannel channel;

  /** Small pieces that Netty has not been given yet, and whom to tell of them. */
  private @Nullable ByteBuf gathered;

  private List<Consumer<@Nullable SystemException>> gatheredFor = new ArrayList<>(2);
  private @Nullable Consumer<@Nullable SystemException> onShutdown;
  private int corks;
  private int underWay;
  private boolean closed;
  private long unwritten;
  private long written;

  Outgoing(Poller poller, DuplexChannel channel) {
    this.poller = poller;
    this.channel = channel;
  }

  /** See {@link Connection#write}. */
  void write(ByteBuffer bytes, Consumer<@Nullable SystemException> done) {
    if (bytes.remaining() > MOST_TOGETHER) {
      sendGathered();
      sendAlone(bytes, done);
    } else {
      gather(bytes, done);
    }
    if (corks == 0) {
      flush();
    }
  }

  private void gather(ByteBuffer piece, Consumer<@Nullable SystemException> done) {
    if (gathered == null) {
      gathered = Unpooled.buffer(Math.max(SMALLEST, piece.remaining()));
    }
    unwritten += piece.remaining();
    gathered.writeBytes(piece.duplicate());
    gatheredFor.add(done);
  }

  private void sendGathered() {
    ByteBuf together = gathered;
    if (together != null) {
      List<Consumer<@Nullable SystemException>> all = gatheredFor;
      gathered = null;
      gatheredFor = new ArrayList<>(2);
      unwritten -= together.readableBytes();
      send(together, all);
    }
  }

  private void sendAlone(ByteBuffer bytes, Consumer<@Nullable SystemException> done) {
    int at = bytes.position();
    for (; bytes.limit() - at > MOST_AT_ONCE; at += MOST_AT_ONCE) {
      send(Unpooled.wrappedBuffer(bytes.slice(at, MOST_AT_ONCE)), List.of());
    }
    send(Unpooled.wrappedBuffer(bytes.slice(at, bytes.limit() - at)), List.of(done));
  }

  private void send(ByteBuf bytes, List<Consumer<@Nullable SystemException>> done) {
    int size = bytes.readableBytes();
    underWay++;
    unwritten += size;
    channel.write(bytes).addListener(new Sent(size, done));
  }

  /** Bytes that Netty has still to write, and whom to tell. */
  private final class Sent implements ChannelFutureListener, Runnable {
    private final int size;
    private final List<Consumer<@Nullable SystemException>> done;
    private int told;
    private @Nullable SystemException error;

    Sent(int size, List<Consumer<@Nullable SystemException>> done) {
      this.size = size;
      this.done = done;
    }

    @Override
    public void operationComplete(ChannelFuture sent) {
      underWay--;
      unwritten -= size;
      if (sent.isSuccess()) {
        written += size;
      } else {
        error = error(sent.cause(), "write");
      }
      poller.note(this);
    }

    @Override
    public void run() {
      try {
        while (told < done.size() && !closed) {
          told++;
          done.get(told - 1).accept(error);
        }
      } finally {
        if (told < done.size() && !closed) {
          poller.note(this); // one has thrown something, which the others are not to suffer from
        }
      }
      if (allIsWritten() && onShutdown != null && !closed) {
        finish(onShutdown);
      }
    }
  }

  private static SystemException error(Throwable cause, String syscall) {
    return SystemException.ofStream(NetErrors.codeOf(cause), syscall, cause);
  }

  private boolean allIsWritten() {
    return underWay == 0 && gathered == null;
  }

  void cork() {
    corks++;
  }

  void uncork() {
    corks--;
    if (corks == 0) {
      flush();
    }
  }

  private void flush() {
    sendGathered();
    channel.flush();
    poller.settle();
  }

  /** How many bytes the system has not taken yet. */
  long unwritten() {
    return unwritten;
  }

  /** How many it has taken so far, of what it has taken as a whole. */
  long written() {
    return written;
  }

  /** See {@link Connection#shutdown}. */
  void shutdown(Consumer<@Nullable SystemException> done) {
    if (allIsWritten()) {
      finish(done);
    } else {
      onShutdown = done;
    }
  }

  private void finish(Consumer<@Nullable SystemException> done) {
    onShutdown = null;
    channel
        .shutdownOutput()
        .addListener(
            over -> {
              SystemException failed = over.isSuccess() ? null : error(over.cause(), "shutdown");
              poller.note(() -> done.accept(failed));
            });
    poller.settle();
  }

  /** Nobody is told anything any more. */
  void close() {
    closed = true;
    gathered = null;
    gatheredFor.clear();
  }
}
