package io.eventloop.bench.workload;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Tells when figures are flat: when the JIT compiler has come to rest. On two cores, which the
 * contenders fill, it needs many seconds; so the contender pauses for it.
 */
final class WarmUp {
  /** Of a stretch of time, which the compiler may use while it counts as resting. */
  private static final double AT_REST = 0.05;

  private static final Duration STRETCH = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final CompilationMXBean compiler =
      Objects.requireNonNull(ManagementFactory.getCompilationMXBean());
  private final Duration atLeast;
  private final Duration atMost;
  private final long began = System.nanoTime();
  private long roundBegan = began;
  private long compiledBefore;
  private long busyUntil = began;

  WarmUp(Duration atLeast, Duration atMost) {
    this.atLeast = atLeast;
    this.atMost = atMost;
  }

  /** To be asked after each round, on the contender's loop. */
  boolean isOverAfterRound() throws InterruptedException {
    long now = System.nanoTime();
    long compiled = compiler.getTotalCompilationTime();
    long round = TimeUnit.NANOSECONDS.toMillis(now - roundBegan);
    boolean busy = compiled - compiledBefore > AT_REST * round;
    if (busy) {
      busyUntil = now;
      Thread.sleep(Math.min(round, LONGEST_PAUSE.toMillis()));
    }
    compiledBefore = compiled;
    roundBegan = System.nanoTime();
    long elapsed = now - began;
    return (elapsed >= atLeast.toNanos() && now - busyUntil >= STRETCH.toNanos())
        || elapsed >= atMost.toNanos();
  }
}
