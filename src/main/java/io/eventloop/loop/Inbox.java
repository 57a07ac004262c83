package io.eventloop.loop;

import io.eventloop.pool.PoolWorker.ThreadpoolResult;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The queue of results in front of a loop. The wake-up is the message: a result that finds the loop
 * idle is told to its actor, the others wait here as they are. Any thread delivers; the loop takes.
 */
final class Inbox {
  private final ActorRef<Object> loop;
  private final ConcurrentLinkedQueue<ThreadpoolResult> results = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean idle = new AtomicBoolean();
  private volatile boolean closed;

  Inbox(ActorRef<Object> loop) {
    this.loop = loop;
  }

  void deliver(ThreadpoolResult result) {
    if (closed) {
      return;
    }
    if (claimIdle()) {
      loop.tell(result);
    } else {
      results.offer(result);
      if (claimIdle()) { // it went idle before it could see the result
        loop.tell(RuntimeActor.Signal.QUEUES);
      }
    }
  }

  private boolean claimIdle() {
    return idle.get() && idle.compareAndSet(true, false);
  }

  @Nullable ThreadpoolResult poll() {
    return results.poll();
  }

  /** The loop has ended, and has answered whoever waits; what still comes is dropped. */
  void close() {
    closed = true;
  }

  /** The loop is at work: results may wait here. */
  void attend() {
    if (idle.get()) {
      idle.set(false);
    }
  }

  /**
   * The loop has nothing to do.
   *
   * @return false if a result came in the meantime, which it has to look at first
   */
  boolean rest() {
    idle.set(true);
    return results.isEmpty() || !claimIdle();
  }
}
