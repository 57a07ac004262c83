package io.eventloop.loop;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Immediates in the order of their setting, each of which can be taken out wherever it is. */
final class ImmediateList {
  private @Nullable Immediate head;
  private @Nullable Immediate tail;

  void append(Immediate immediate) {
    immediate.list = this;
    immediate.previous = tail;
    if (tail == null) {
      head = immediate;
    } else {
      tail.next = immediate;
    }
    tail = immediate;
  }

  void unlink(Immediate immediate) {
    if (immediate.previous == null) {
      head = immediate.next;
    } else {
      immediate.previous.next = immediate.next;
    }
    if (immediate.next == null) {
      tail = immediate.previous;
    } else {
      immediate.next.previous = immediate.previous;
    }
    immediate.previous = null;
    immediate.next = null;
    immediate.list = null;
  }

  /** Takes the first out; null if there is none. */
  @Nullable Immediate poll() {
    Immediate first = head;
    if (first != null) {
      unlink(first);
    }
    return first;
  }

  void forEach(Consumer<Immediate> each) {
    for (Immediate immediate = head; immediate != null; immediate = immediate.next) {
      each.accept(immediate);
    }
  }
}
