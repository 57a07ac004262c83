package io.eventloop.modules.net;

import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Netty's selector and one of its channels: what the selector finds ready becomes a
 * callback of the loop's, in which Netty then reads or writes. Of the loop's thread, save where it
 * says so.
 */
final class Watched implements NioIoHandle, IoRegistration, Runnable {
  private final Poller poller;
  private final NioIoHandle channel;
  private @Nullable IoRegistration registration;

  /** What it was found ready for by the present look. */
  private @Nullable NioIoEvent found;

  Watched(Poller poller, NioIoHandle channel) {
    this.poller = poller;
    this.channel = channel;
  }

  void registered(IoRegistration given) {
    registration = given;
  }

  private IoRegistration registration() {
    if (registration == null) {
      throw new IllegalStateException("a channel is used before it is registered");
    }
    return registration;
  }

  // -- for the selector ---------------------------------------------------------------------------

  /** Of the selector's owner. */
  @Override
  public void handle(IoRegistration itself, IoEvent event) {
    found = (NioIoEvent) event;
    poller.ready(this);
  }

  @Override
  public SelectableChannel selectableChannel() {
    return channel.selectableChannel();
  }

  @Override
  public void registered() {
    channel.registered();
  }

  @Override
  public void unregistered() {
    channel.unregistered();
  }

  /** Nothing is left to be done: the selector does this to channels that were closed. */
  @Override
  public void close() {}

  // -- the callback -------------------------------------------------------------------------------

  @Override
  public void run() {
    NioIoEvent event = found;
    if (event == null || !isValid()) {
      return; // closed by a callback before this one
    }
    SelectionKey key = attachment();
    int wanted = event.ops().value() & key.interestOps(); // as those before it have left it
    if (wanted != 0) {
      NioIoOps ops = NioIoOps.valueOf(wanted);
      channel.handle(this, (NioIoEvent) () -> ops);
    }
    poller.settle();
  }

  // -- for the channel ----------------------------------------------------------------------------

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // the interface has it so
  public <T> T attachment() {
    return registration().attachment();
  }

  @Override
  public long submit(IoOps ops) {
    long submitted = registration().submit(ops);
    poller.changed();
    return submitted;
  }

  @Override
  public boolean isValid() {
    return registration().isValid();
  }

  @Override
  public boolean cancel() {
    boolean cancelled = registration().cancel();
    poller.changed();
    return cancelled;
  }
}
