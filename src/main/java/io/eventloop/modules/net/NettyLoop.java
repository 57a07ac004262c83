package io.eventloop.modules.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The loop as Netty sees it: an event loop that runs on whichever thread the loop is on. It has no
 * thread, no timers and no end of its own; {@link Poller} brings it its events.
 *
 * @see <a href="https://netty.io/wiki/netty-4.2-migration-guide.html">Netty 4.2: IoHandler</a>
 */
final class NettyLoop extends AbstractEventExecutor implements IoEventLoop {
  private final Poller poller;
  private final Promise<Void> termination = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);

  NettyLoop(Poller poller) {
    this.poller = poller;
  }

  /** All but the waiting is done on the loop: whoever else calls was refused long before. */
  @Override
  public boolean inEventLoop(Thread thread) {
    return !poller.isWaiter(thread);
  }

  /** This is about the selector, which belongs to one of two threads. */
  @Override
  public boolean isExecutorThread(Thread thread) {
    return poller.isWaiter(thread) != poller.isAtLoop();
  }

  @Override
  public void execute(Runnable task) {
    poller.executeForNetty(task);
  }

  @Override
  public Future<IoRegistration> register(IoHandle handle) {
    Promise<IoRegistration> registered = newPromise();
    try {
      registered.setSuccess(poller.watch((NioIoHandle) handle));
    } catch (Exception failed) { // as the interface declares it
      registered.setFailure(failed);
    }
    return registered;
  }

  /** Makes a channel one of this loop's. */
  void add(Channel channel) {
    channel.unsafe().register(this, channel.newPromise());
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return NioIoHandle.class.isAssignableFrom(handleType);
  }

  @Override
  public boolean isIoType(Class<? extends IoHandler> handlerType) {
    return handlerType == NioIoHandler.class;
  }

  // -- what the interfaces ask for besides --------------------------------------------------------

  @Override
  public IoEventLoop next() {
    return this;
  }

  @Override
  public @Nullable IoEventLoopGroup parent() {
    return null;
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, this));
  }

  @Override
  @Deprecated
  public ChannelFuture register(ChannelPromise promise) {
    promise.channel().unsafe().register(this, promise);
    return promise;
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    channel.unsafe().register(this, promise);
    return promise;
  }

  @Override
  public boolean isShuttingDown() {
    return false;
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  /** It ends with the loop, and no sooner. */
  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return termination;
  }

  @Override
  @Deprecated
  public void shutdown() {
    throw new RejectedExecutionException("it ends with the loop");
  }

  @Override
  public Future<?> terminationFuture() {
    return termination;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
