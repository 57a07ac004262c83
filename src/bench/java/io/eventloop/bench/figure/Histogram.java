package io.eventloop.bench.figure;

import java.util.Arrays;

/** Counts of durations, true to one part in 128, whatever their size. */
public final class Histogram {
  private static final int SUB_BITS = 7;
  private static final int SUBS = 1 << SUB_BITS;

  private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUBS];
  private long count;
  private long max;

  /** What {@link #forEach} tells each duration to. */
  @FunctionalInterface
  public interface Visitor {
    void visit(long nanos, long times);
  }

  public void record(long nanos) {
    record(nanos, 1);
  }

  /** The same so many times. */
  public void record(long nanos, long times) {
    long value = Math.max(0, nanos);
    counts[bucket(value)] += times;
    count += times;
    max = Math.max(max, value);
  }

  /** Takes in all that another has. */
  public void add(Histogram other) {
    other.forEach(this::record);
  }

  /**
   * In ascending order, the largest last and exact; of the others the upper end of their bucket.
   */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        visitor.visit(Math.min(max, upperEnd(i)), counts[i]);
      }
    }
  }

  public void clear() {
    Arrays.fill(counts, 0);
    count = 0;
    max = 0;
  }

  public long count() {
    return count;
  }

  public long max() {
    return max;
  }

  /** The value that this part of the recorded ones do not exceed; 0 if there are none. */
  public long quantile(double part) {
    long wanted = Math.max(1, (long) Math.ceil(part * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(max, upperEnd(i));
      }
    }
    return max;
  }

  /** Values below 2 * SUBS have a bucket each; above, each power of two has SUBS. */
  private static int bucket(long value) {
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BITS - 1);
    return (shift << SUB_BITS) + (int) (value >>> shift);
  }

  private static long upperEnd(int bucket) {
    int shift = Math.max(0, (bucket >> SUB_BITS) - 1);
    long sub = bucket - ((long) shift << SUB_BITS);
    return ((sub + 1) << shift) - 1;
  }
}
