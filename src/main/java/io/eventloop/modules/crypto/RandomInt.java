package io.eventloop.modules.crypto;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;

/** A range of whole numbers from which one is drawn, each as likely as any other. */
record RandomInt(long min, long max) {
  private static final long MAX_RANGE = (1L << 48) - 1;

  /** Refuses what Node refuses, in its order and words. */
  RandomInt {
    InvalidArgTypeException.requireSafeInteger(min, "min");
    InvalidArgTypeException.requireSafeInteger(max, "max");
    if (max <= min) {
      throw OutOfRangeException.of("max", "greater than the value of \"min\" (" + min + ")", max);
    }
    if (max - min > MAX_RANGE) {
      throw OutOfRangeException.of("max - min", "<= " + MAX_RANGE, max - min);
    }
  }

  /** The same from 0, for a caller who has given no lower bound. */
  static RandomInt below(long max) {
    InvalidArgTypeException.requireSafeInteger(max, "max");
    if (max > MAX_RANGE) {
      throw OutOfRangeException.of("max", "<= " + MAX_RANGE, max);
    }
    return new RandomInt(0, max);
  }

  long draw() {
    return RandomFill.longBetween(min, max);
  }
}
