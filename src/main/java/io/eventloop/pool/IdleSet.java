package io.eventloop.pool;

import java.util.concurrent.atomic.AtomicLongArray;

/** The idle workers of a pool, a bit each; the lowest number is claimed first. Lock-free. */
final class IdleSet {
  private final AtomicLongArray words;

  IdleSet(int size) {
    words = new AtomicLongArray((size + Long.SIZE - 1) / Long.SIZE);
  }

  boolean isEmpty() {
    for (int i = 0; i < words.length(); i++) {
      if (words.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  int size() {
    int count = 0;
    for (int i = 0; i < words.length(); i++) {
      count += Long.bitCount(words.get(i));
    }
    return count;
  }

  void add(int threadId) {
    long bit = 1L << threadId; // Java shifts by the low six bits
    words.getAndUpdate(threadId / Long.SIZE, word -> word | bit);
  }

  /** Takes this worker out; false if somebody else has claimed it. */
  boolean remove(int threadId) {
    long bit = 1L << threadId;
    return (words.getAndUpdate(threadId / Long.SIZE, word -> word & ~bit) & bit) != 0;
  }

  /** Takes out an idle worker, which is the caller's to give a task to; -1 if there is none. */
  int claim() {
    for (int i = 0; i < words.length(); i++) {
      long word = words.get(i);
      while (word != 0) {
        if (words.compareAndSet(i, word, word & (word - 1))) {
          return i * Long.SIZE + Long.numberOfTrailingZeros(word);
        }
        word = words.get(i);
      }
    }
    return -1;
  }
}
