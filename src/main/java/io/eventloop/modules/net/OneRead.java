package io.eventloop.modules.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Has Netty read a channel once for each look, into the loop's buffer: others are ready too, and
 * what is left makes the channel ready again. That the peer has ended is told to the connection
 * alone: Netty would close a channel of the file system then, which can still be written to.
 */
@SuppressWarnings("deprecation") // by the name of the interface, which is not to go away
final class OneRead implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle {
  private final Poller poller;
  private final Runnable onEnd;
  private int attempted;
  private int last;

  OneRead(Poller poller, Runnable onEnd) {
    this.poller = poller;
    this.onEnd = onEnd;
  }

  @Override
  public Handle newHandle() {
    return this;
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator unused) {
    return poller.readBuffer();
  }

  @Override
  public int guess() {
    return 0;
  }

  @Override
  public void reset(ChannelConfig config) {
    last = 0;
  }

  @Override
  public void incMessagesRead(int count) {}

  @Override
  public void lastBytesRead(int bytes) {
    last = Math.max(0, bytes);
    if (bytes < 0) {
      onEnd.run();
    }
  }

  @Override
  public int lastBytesRead() {
    return last;
  }

  @Override
  public void attemptedBytesRead(int bytes) {
    attempted = bytes;
  }

  @Override
  public int attemptedBytesRead() {
    return attempted;
  }

  @Override
  public boolean continueReading() {
    return false;
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier moreMayCome) {
    return false;
  }

  @Override
  public void readComplete() {}
}
