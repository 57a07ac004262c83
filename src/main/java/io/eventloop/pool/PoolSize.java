package io.eventloop.pool;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The size of a pool by {@code UV_THREADPOOL_SIZE}, read as libuv's init_threads does: what is no
 * number counts as 1, and what is out of range is clamped, a negative number to the largest. libuv
 * does so silently; we warn, once for a value, however many settings are read.
 */
final class PoolSize {
  private static final Logger LOG = LoggerFactory.getLogger(PoolSize.class);
  private static final String VARIABLE = "UV_THREADPOOL_SIZE";
  private static final int DEFAULT = 4;
  private static final Pattern LEADING_NUMBER = Pattern.compile("^\\s*([+-]?\\d+)");

  private static final Set<String> WARNED_OF = ConcurrentHashMap.newKeySet();

  private PoolSize() {}

  static int fromEnvironment(Map<String, String> environment) {
    String text = environment.get(VARIABLE);
    if (text == null) {
      return DEFAULT;
    }
    int size = clamp(atoi(text));
    if (!text.strip().equals(Integer.toString(size)) && WARNED_OF.add(text)) {
      LOG.warn(
          "{} = {}: a number from 1 to {} is accepted; {} is taken",
          VARIABLE,
          text,
          PoolSettings.MAX_SIZE,
          size);
    }
    return size;
  }

  /** As C's: the digits up to whatever is none, a long in between, and 0 if there are none. */
  private static int atoi(String text) {
    Matcher digits = LEADING_NUMBER.matcher(text);
    if (!digits.find()) {
      return 0;
    }
    BigInteger number = new BigInteger(digits.group(1));
    return number
        .max(BigInteger.valueOf(Long.MIN_VALUE))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .intValue();
  }

  /** libuv's number is unsigned: what is negative is large. */
  private static int clamp(int size) {
    if (size == 0) {
      return 1;
    }
    return Integer.compareUnsigned(size, PoolSettings.MAX_SIZE) > 0 ? PoolSettings.MAX_SIZE : size;
  }
}
