package io.eventloop.loop;

import org.jspecify.annotations.Nullable;

/**
 * The listeners of a signal: a list that may change while it is walked, as in Node's {@code
 * EventTarget}. One that is removed is not called any more, and one that is added is called unless
 * the last one adds it.
 */
final class AbortListeners {
  private @Nullable Entry first;
  private @Nullable Entry last;

  /** One listener. */
  private static final class Entry {
    private final Runnable listener;
    private @Nullable Entry previous;
    private @Nullable Entry next;
    private boolean removed;

    Entry(Runnable listener) {
      this.listener = listener;
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  Registration add(Runnable listener) {
    Entry entry = new Entry(listener);
    Entry before = last;
    entry.previous = before;
    if (before == null) {
      first = entry;
    } else {
      before.next = entry;
    }
    last = entry;
    return () -> remove(entry);
  }

  private void remove(Entry entry) {
    if (entry.removed) {
      return;
    }
    entry.removed = true;
    Entry before = entry.previous;
    Entry after = entry.next; // stays: a walk that stands here goes on from here
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
  }

  /** Calls all. What one throws becomes an uncaught exception of the loop, in a tick of its own. */
  void callAll(LoopEngine loop) {
    for (Entry entry = first; entry != null; ) {
      Entry following = entry.next;
      if (!entry.removed) {
        call(entry.listener, loop);
      }
      entry = following;
    }
  }

  private static void call(Runnable listener, LoopEngine loop) {
    try {
      listener.run();
    } catch (ProgramExit exited) { // no failure of the program's, but its end
      throw exited;
    } catch (Throwable thrown) { // an Error too: it is the user's code
      loop.nextTick(
          () -> {
            throw Sneaky.thrown(thrown);
          });
    }
  }
}
