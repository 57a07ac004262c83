package io.eventloop.loop;

import io.eventloop.loop.BlockedLoop.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells that a loop does not get on, with its stack. On a thread that lives for this alone. */
final class BlockedReport implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeActor.class);

  private final LoopSettings settings;
  private final LoopCounters counters;
  private final Thread loop;
  private final Reason reason;
  private final long millis;
  private final AtomicBoolean telling;
  private final long callback;

  /**
   * Of what was seen just now.
   *
   * @param telling is false again when it has been told
   */
  BlockedReport(
      LoopSettings settings,
      LoopCounters counters,
      Thread loop,
      Reason reason,
      long millis,
      AtomicBoolean telling) {
    this.settings = settings;
    this.counters = counters;
    this.loop = loop;
    this.reason = reason;
    this.millis = millis;
    this.telling = telling;
    this.callback = callback();
  }

  /** What the loop is stuck in; another as soon as it gets on. */
  private long callback() {
    return reason == Reason.CALLBACK ? counters.callbacks() : counters.phaseCallbacks();
  }

  @Override
  public void run() {
    try {
      tell();
    } catch (Throwable thrown) { // an Error too: it is the user's code
      LOG.error("a listener of the loop threw", thrown);
    } finally {
      telling.set(false);
    }
  }

  private void tell() {
    List<StackTraceElement> seen = List.of(loop.getStackTrace());
    List<StackTraceElement> stack = callback() == callback ? seen : List.of(); // of something else
    Throwable trace = new Throwable("what " + settings.threadName() + " does");
    trace.setStackTrace(stack.toArray(StackTraceElement[]::new));
    if (reason == Reason.CALLBACK) {
      LOG.warn("a callback has held the loop for {} ms", millis, trace);
    } else {
      LOG.warn(
          "ticks and microtasks have held the loop for {} ms: they queue one another, and nothing"
              + " else gets its turn",
          millis,
          trace);
    }
    settings
        .listener()
        .blocked(new BlockedLoop(settings.threadName(), reason, Duration.ofMillis(millis), stack));
  }
}
