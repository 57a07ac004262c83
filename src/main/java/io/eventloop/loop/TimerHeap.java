package io.eventloop.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lists of timers by the expiry of their heads: a binary heap whose elements know their places,
 * so that one is taken out without a search, as in Node's {@code internal/priority_queue}.
 */
final class TimerHeap {
  private static final int SMALLEST = 16;

  private @Nullable TimerList[] heap = new TimerList[SMALLEST];
  private int size;

  /** The list that is due first, or null. */
  @Nullable TimerList peek() {
    return heap[0];
  }

  void add(TimerList list) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    size++;
    siftUp(list, size - 1);
  }

  /** The expiry of a list that is in has become later. */
  void postponed(TimerList list) {
    siftDown(list, list.place);
  }

  void remove(TimerList list) {
    size--;
    TimerList last = heap[size];
    heap[size] = null;
    if (last != null && last != list) {
      siftDown(last, list.place);
      if (heap[list.place] == last) {
        siftUp(last, list.place);
      }
    }
    if (heap.length > SMALLEST && size < heap.length / 4) {
      heap = Arrays.copyOf(heap, heap.length / 2);
    }
  }

  private void siftUp(TimerList list, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) / 2;
      TimerList above = heap[parent];
      if (above == null || !list.isBefore(above)) {
        break;
      }
      put(above, place);
      place = parent;
    }
    put(list, place);
  }

  private void siftDown(TimerList list, int from) {
    int place = from;
    for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
      TimerList least = heap[child];
      TimerList right = child + 1 < size ? heap[child + 1] : null;
      if (least != null && right != null && right.isBefore(least)) {
        least = right;
        child++;
      }
      if (least == null || !least.isBefore(list)) {
        break;
      }
      put(least, place);
      place = child;
    }
    put(list, place);
  }

  private void put(TimerList list, int place) {
    heap[place] = list;
    list.place = place;
  }
}
