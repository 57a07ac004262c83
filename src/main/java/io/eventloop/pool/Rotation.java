package io.eventloop.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The runtimes of a pool that have tasks, once each, in the order in which they are to have one.
 * Lock-free; a runtime is in here, or held by the one worker that took it out.
 *
 * <p>They stand in a line, to whose end goes whoever has had a task and has more. A runtime that
 * comes with its first task goes before the line, unless somebody who stood there when it last had
 * one still does. So whoever waits, in the line or before it, waits for one task of each other at
 * most; and newcomers, during whom workers may not stay with anybody (see {@link Stay}), are soon
 * none again, however many runtimes there are.
 */
final class Rotation<S extends Rotation.Member> {
  /** What stands in it, once. */
  interface Member {
    Place place();
  }

  /** A runtime's place, of whoever enlists or holds it. */
  static final class Place {
    private boolean newcomer;

    /** Its number in the line. */
    private long number;

    /** The last number that had been given when it last had a task. */
    private long lastAtItsTurn;
  }

  private final ConcurrentLinkedQueue<S> firsts = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<S> line = new ConcurrentLinkedQueue<>();
  private final AtomicLong lastNumber = new AtomicLong();

  /**
   * The number of the runtime that last left the line; behind for a moment if two leave at once.
   */
  private volatile long reached;

  /** How many in here have had no task since they came. */
  private final AtomicInteger newcomers = new AtomicInteger();

  /** A runtime that was not in here comes with a task. */
  void enter(S member) {
    Place place = member.place();
    place.newcomer = true;
    newcomers.incrementAndGet();
    if (place.lastAtItsTurn <= reached) {
      firsts.offer(member);
    } else {
      toTheEnd(member);
    }
  }

  /** A runtime that has just had a task has more. */
  void toTheEnd(S member) {
    member.place().number = lastNumber.incrementAndGet();
    line.offer(member);
  }

  /** Takes out whose turn it is. */
  @Nullable S poll() {
    S first = firsts.poll();
    if (first != null) {
      return first;
    }
    S next = line.poll();
    if (next != null) {
      reached = next.place().number;
    }
    return next;
  }

  /** It has had its turn. */
  void served(S member) {
    Place place = member.place();
    place.lastAtItsTurn = lastNumber.get();
    if (place.newcomer) {
      place.newcomer = false;
      newcomers.decrementAndGet();
    }
  }

  boolean hasNewcomers() {
    return newcomers.get() > 0;
  }

  boolean isEmpty() {
    return firsts.isEmpty() && line.isEmpty();
  }
}
