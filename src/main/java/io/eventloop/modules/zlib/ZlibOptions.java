package io.eventloop.modules.zlib;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import org.jspecify.annotations.Nullable;

/**
 * How data is compressed or decompressed: Node's options, as far as the JDK's zlib has them.
 * Immutable; each {@code with} method returns a changed copy.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/zlib.html#class-options">Node: class
 *     Options</a>
 */
public final class ZlibOptions {
  private static final int MAX_LEVEL = 9;
  private static final int MAX_STRATEGY = 4;

  /** Node's, which is more than an array of Java's holds. */
  private static final long MAX_OUTPUT = 1L << 32;

  /** Level and strategy as zlib has them, no dictionary, and as much output as an array holds. */
  public static final ZlibOptions DEFAULT =
      new ZlibOptions(Zlib.Z_DEFAULT_COMPRESSION, Zlib.Z_DEFAULT_STRATEGY, null, MAX_OUTPUT);

  private final int level;
  private final int strategy;
  private final byte @Nullable [] dictionary;
  private final long maxOutputLength;

  private ZlibOptions(int level, int strategy, byte @Nullable [] dictionary, long maxOutputLength) {
    this.level = level;
    this.strategy = strategy;
    this.dictionary = dictionary;
    this.maxOutputLength = maxOutputLength;
  }

  /**
   * A copy with this level: 0 for none, 1 for the fastest to 9 for the smallest, -1 for the
   * default, which is 6.
   *
   * @throws OutOfRangeException if there is no such level
   */
  public ZlibOptions withLevel(int newLevel) {
    requireInRange(newLevel, "level", Zlib.Z_DEFAULT_COMPRESSION, MAX_LEVEL);
    return new ZlibOptions(newLevel, strategy, dictionary, maxOutputLength);
  }

  /**
   * A copy with this strategy, one of the constants of {@link Zlib}.
   *
   * @throws OutOfRangeException if there is no such strategy
   */
  public ZlibOptions withStrategy(int newStrategy) {
    requireInRange(newStrategy, "strategy", 0, MAX_STRATEGY);
    return new ZlibOptions(level, newStrategy, dictionary, maxOutputLength);
  }

  /** A copy with this dictionary, copied; not for the gzip format, which has none. */
  public ZlibOptions withDictionary(byte[] newDictionary) {
    InvalidArgTypeException.require(
        newDictionary,
        "options.dictionary",
        "an instance of Buffer, TypedArray, DataView, or ArrayBuffer");
    return new ZlibOptions(level, strategy, newDictionary.clone(), maxOutputLength);
  }

  /**
   * A copy that allows so many bytes of output; for the calls that give it whole.
   *
   * @throws OutOfRangeException if it is less than 1, or more than 2^32
   */
  public ZlibOptions withMaxOutputLength(long newLength) {
    requireInRange(newLength, "maxOutputLength", 1, MAX_OUTPUT);
    return new ZlibOptions(level, strategy, dictionary, newLength);
  }

  private static void requireInRange(long value, String option, long min, long max) {
    if (value < min || value > max) {
      throw OutOfRangeException.of("options." + option, ">= " + min + " and <= " + max, value);
    }
  }

  int level() {
    return level;
  }

  int strategy() {
    return strategy;
  }

  byte @Nullable [] dictionary() {
    return dictionary;
  }

  long maxOutputLength() {
    return maxOutputLength;
  }
}
