package io.eventloop.loop;

/**
 * Where a loop has its time from: the present, and one wake-up. One clock serves all runtimes of an
 * actor system; which one is said by {@code eventloop.clock}, so that a test can put a virtual one
 * in its place: a class with a public constructor that takes an {@code ActorSystem<?>} of Pekko's
 * typed API.
 *
 * <p>Pekko's scheduler is not used here: it ticks every 10 ms, where Node's timers are true to the
 * millisecond.
 */
public interface LoopClock {

  /** Milliseconds since some fixed moment; never goes back. From any thread. */
  long nowMillis();

  /**
   * Makes an alarm, which is not set.
   *
   * @param wake called on a thread of the clock's when the alarm goes off; must not block
   */
  Alarm alarm(Runnable wake);

  /** One wake-up, which goes off at most once each time that it is set. Of one thread at a time. */
  interface Alarm {

    /** Sets the alarm, in place of an earlier setting; at once if that time is past. */
    void set(long atMillis);

    /** Takes the setting back. */
    void clear();
  }
}
