package io.eventloop.modules.net;

import io.eventloop.loop.Handle;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Waits for the channels of one loop. The selector has one owner at a time. While the loop has
 * nothing to do it is a thread's, which waits; when something is ready, that thread puts an event
 * for each channel into the loop's queue, and behind them the selector itself. The loop deals with
 * the events, looks without waiting whether there are more, and gives the selector back when there
 * are none. So a busy loop polls for itself, as Node's does, and no event crosses from thread to
 * thread; and however long a callback takes, nothing comes in meanwhile that nobody reads.
 *
 * <p>Of the loop's thread, save where it says so.
 */
final class Poller {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** As much as libuv reads at once. */
  private static final int READ_SIZE = 65_536;

  /** As much as is written at once. */
  private static final int WRITE_SIZE = 131_072;

  private final Registrar registrar;
  private final Selector selector;
  private final Thread thread;
  private final Handle handle;
  private final Consumer<SelectionKey> collect = this::collect;
  private final Runnable again = this::again;
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_SIZE);
  private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(WRITE_SIZE);

  /** The events of the present look; of the selector's owner. */
  private final List<Runnable> ready = new ArrayList<>();

  /** Whether the selector is the loop's at present. */
  private volatile boolean atLoop;

  private volatile boolean closed;

  /** Something that a channel's events go to. */
  interface Watched {
    /** What runs on the loop when the channel is ready for what its key is interested in. */
    Runnable onReady();
  }

  Poller(Registrar registrar) throws IOException {
    this.registrar = registrar;
    this.selector = Selector.open();
    this.handle = registrar.openHandle("poller", this::close);
    handle.unref(); // it is the channels that keep the loop alive
    this.thread = new Thread(this::waitForEvents, "eventloop-net-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  Registrar registrar() {
    return registrar;
  }

  /** For bytes that are read and dealt with before the callback returns; empty. */
  ByteBuffer readBuffer() {
    return readBuffer.clear();
  }

  /** For bytes on their way to a channel; empty. */
  ByteBuffer writeBuffer() {
    return writeBuffer.clear();
  }

  /** Adds a channel, which is not to block. */
  SelectionKey register(SelectableChannel channel, int interest, Watched watched)
      throws IOException {
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, interest, watched);
    changed();
    return key;
  }

  /** A key, or what it is interested in, has changed, or a channel was closed. */
  void changed() {
    if (!atLoop && !closed) {
      selector.wakeup(); // who waits has to take it in
    }
  }

  // -- the waiting thread -------------------------------------------------------------------------

  private void waitForEvents() {
    try {
      while (!closed) {
        if (atLoop) {
          LockSupport.park(this);
        } else {
          selector.select(collect);
          if (!ready.isEmpty()) {
            atLoop = true;
            handOver();
          }
        }
      }
    } catch (ClosedSelectorException ended) {
      return; // with the loop
    } catch (IOException failed) {
      throw new UncheckedIOException(failed); // epoll itself: nothing can be done
    }
  }

  private void collect(SelectionKey key) {
    ready.add(((Watched) key.attachment()).onReady());
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
    try {
      selector.selectNow(collect);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (ready.isEmpty()) {
      atLoop = false; // to look again and again was measured: it takes more than it saves
      LockSupport.unpark(thread);
    } else {
      handOver();
    }
  }

  private void close() {
    closed = true;
    handle.close();
    try {
      selector.close(); // which wakes the thread, and lets go of channels that were closed
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    LockSupport.unpark(thread);
  }
}
