package io.eventloop.modules.net;

import io.eventloop.loop.Handle;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the channels of one loop. Netty's selector has one owner at a time. While the loop has
 * nothing to do it is a thread's, which waits; when something is ready, that thread puts an event
 * for each channel into the loop's queue, and behind them the selector itself. The loop deals with
 * the events, looks without waiting whether there are more, and gives the selector back when there
 * are none. So a busy loop polls for itself, as Node's does, and no event crosses from thread to
 * thread; and however long a callback takes, nothing comes in meanwhile that nobody reads.
 *
 * <p>Only the waiting is done by that thread: Netty reads, writes, accepts and connects on the
 * loop, in the callback of the channel's event. What it calls back there is noted, and done as soon
 * as it has returned, since it would catch what a program throws.
 *
 * <p>Of the loop's thread, save where it says so.
 */
final class Poller {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** As much as libuv reads at once. */
  private static final int READ_SIZE = 65_536;

  private final Registrar registrar;
  private final NettyLoop loop = new NettyLoop(this);
  private final IoHandler selector = NioIoHandler.newFactory().newHandler(loop);
  private final Thread thread;
  private final Handle handle;
  private final Runnable again = this::again;
  private final Runnable settle = this::settle;
  private final Queue<Runnable> released = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Runnable> notes = new ArrayDeque<>();
  private ByteBuf readBuffer = Unpooled.directBuffer(READ_SIZE, READ_SIZE);
  private boolean settling;

  /** The events of the present look; of the selector's owner. */
  private final List<Watched> ready = new ArrayList<>();

  /** Whether the selector is the loop's at present. */
  private volatile boolean atLoop;

  private volatile boolean closed;

  Poller(Registrar registrar) {
    this.registrar = registrar;
    this.handle = registrar.openHandle("poller", this::close);
    handle.unref(); // it is the channels that keep the loop alive
    this.thread = new Thread(this::waitForEvents, "eventloop-net-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  Registrar registrar() {
    return registrar;
  }

  NettyLoop loop() {
    return loop;
  }

  /** From any thread. */
  boolean isWaiter(Thread other) {
    return other == thread;
  }

  /** From any thread. */
  boolean isAtLoop() {
    return atLoop;
  }

  /**
   * For what is read by one callback; empty. All channels share one buffer, unless what was read
   * into it last is still held.
   */
  ByteBuf readBuffer() {
    if (readBuffer.refCnt() > 1) {
      readBuffer.release();
      readBuffer = Unpooled.directBuffer(READ_SIZE, READ_SIZE);
    }
    return readBuffer.clear().retain();
  }

  /**
   * Adds a channel, by what Netty deals with its events.
   *
   * @throws Exception as Netty declares it
   */
  IoRegistration watch(NioIoHandle channel) throws Exception {
    Watched watched = new Watched(this, channel);
    watched.registered(selector.register(watched));
    changed();
    return watched;
  }

  /** A channel, or what it is waited for, has changed. */
  void changed() {
    if (!atLoop && !closed) {
      selector.wakeup(); // who waits has to take it in
    }
  }

  // -- the waiting thread -------------------------------------------------------------------------

  /** Whether a look at the selector may wait. There are no timers here. */
  private record Look(boolean canBlock) implements IoHandlerContext {
    static final Look WAITING = new Look(true);
    static final Look AT_ONCE = new Look(false);

    @Override
    public long delayNanos(long now) {
      return canBlock ? Long.MAX_VALUE : 0;
    }

    @Override
    public long deadlineNanos() {
      return -1;
    }
  }

  private void waitForEvents() {
    while (!closed) {
      if (atLoop) {
        LockSupport.park(this);
      } else {
        look(Look.WAITING);
        if (!ready.isEmpty()) {
          atLoop = true;
          handOver();
        }
      }
    }
    selector.destroy(); // which lets go of channels that were closed
  }

  /** Of the selector's owner. */
  private void look(Look look) {
    if (released.isEmpty()) {
      selector.run(look);
      return;
    }
    List<Runnable> due = new ArrayList<>();
    for (Runnable next = released.poll(); next != null; next = released.poll()) {
      due.add(next);
    }
    selector.run(Look.AT_ONCE);
    due.forEach(this::execute);
  }

  /**
   * Runs this on the loop after the next look at the selector, which is when Java closes the
   * descriptors of channels that were closed before.
   */
  void afterLook(Runnable then) {
    released.add(then);
    changed();
  }

  /** A channel is ready. Of the selector's owner. */
  void ready(Watched channel) {
    ready.add(channel);
  }

  /** Each is a callback of its own, between which the loop runs its ticks. */
  private void handOver() {
    for (int i = 0; i < ready.size(); i++) {
      execute(ready.get(i));
    }
    execute(again);
  }

  /**
   * Puts an event into the loop's queue. From any thread.
   *
   * @return false if the loop takes no more: it is about to end, and closes its handles then
   */
  boolean execute(Runnable event) {
    try {
      registrar.execute(event);
      return true;
    } catch (RuntimeTerminatedException ending) {
      return false;
    }
  }

  // -- the loop -----------------------------------------------------------------------------------

  private void again() {
    if (closed) {
      return;
    }
    ready.clear();
    look(Look.AT_ONCE);
    if (ready.isEmpty()) {
      atLoop = false; // to look again and again was measured: it takes more than it saves
      LockSupport.unpark(thread);
    } else {
      handOver();
    }
  }

  /** Does Netty's own work later, or at once if there is no later. */
  void executeForNetty(Runnable task) {
    boolean taken =
        execute(
            () -> {
              task.run();
              settle();
            });
    if (!taken) {
      task.run();
    }
  }

  /** Notes what Netty has told, for {@link #settle}. */
  void note(Runnable told) {
    notes.add(told);
  }

  /**
   * Does what was noted. To be called wherever Netty was called; within something noted it does
   * nothing, since the rest comes next.
   */
  void settle() {
    if (settling || notes.isEmpty()) {
      return;
    }
    settling = true;
    try {
      for (Runnable note = notes.poll(); note != null; note = notes.poll()) {
        note.run();
      }
    } finally {
      settling = false;
      if (!notes.isEmpty()) { // a program has thrown something, and may go on all the same
        execute(settle);
      }
    }
  }

  private void close() {
    closed = true;
    handle.close();
    readBuffer.release();
    atLoop = false; // so that it can be woken
    selector.wakeup();
    LockSupport.unpark(thread);
  }
}
