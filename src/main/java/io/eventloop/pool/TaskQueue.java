package io.eventloop.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO of tasks that one thread at a time fills, that of a loop, and any number of workers empty.
 * Lock-free; without a bound.
 *
 * <p>Its memory is a chain of chunks. A place that holds a task is one that was filled and not
 * taken: so the thread that fills it and those that take share nothing but the tasks themselves,
 * and whoever takes needs one compare-and-set. A task that was answered while it waited leaves its
 * place at the next sweep; of places that nobody holds, at most the first and the last chunk are
 * kept. A chunk that was left does not lead on to the next: where it has grown old, the collector
 * would otherwise keep all that came after it.
 */
final class TaskQueue {
  private static final int CAPACITY = 128;

  /** Stands where a task was that was answered while it waited. */
  private static final Object GONE = new Object();

  private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle TAKEN;
  private static final VarHandle FIRST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TAKEN = lookup.findVarHandle(Chunk.class, "taken", int.class);
      FIRST = lookup.findVarHandle(TaskQueue.class, "first", Chunk.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final class Chunk {
    final @Nullable Object[] places = new Object[CAPACITY];

    /** How many of its places were taken, from the first on. */
    volatile int taken;

    /** Itself, once it was left. */
    volatile @Nullable Chunk next;
  }

  /** Where tasks are added; of the thread that does, and so apart from what the takers change. */
  private static final class End {
    Chunk chunk;
    @Nullable Object[] places;
    int filled;

    End(Chunk chunk) {
      this.chunk = chunk;
      this.places = chunk.places;
    }
  }

  private volatile Chunk first = new Chunk();
  private final End end = new End(first);

  /**
   * Adds a task. Whoever looks afterwards for somebody to take it needs a fence in between, and so
   * does whoever looks for a task after having said that he would take one.
   */
  void offer(Job<?> task) {
    if (end.filled == CAPACITY) {
      Chunk added = new Chunk();
      end.chunk.next = added;
      end.chunk = added;
      end.places = added.places;
      end.filled = 0;
    }
    PLACES.setRelease(end.places, end.filled, task);
    end.filled++;
  }

  /** Takes the first task; null if there is none. */
  @Nullable Job<?> poll() {
    while (true) {
      Chunk chunk = first;
      int at = chunk.taken;
      if (at == CAPACITY) {
        if (!leave(chunk)) {
          return null;
        }
        continue;
      }
      Object found = PLACES.getAcquire(chunk.places, at);
      if (found == null) {
        if (chunk.taken == at) {
          return null; // and not one that somebody has just taken
        }
      } else if (TAKEN.compareAndSet(chunk, at, at + 1)) {
        PLACES.setOpaque(chunk.places, at, null);
        if (found != GONE) {
          return (Job<?>) found;
        }
      }
    }
  }

  boolean isEmpty() {
    while (true) {
      Chunk chunk = first;
      int at = chunk.taken;
      if (at == CAPACITY) {
        if (!leave(chunk)) {
          return true;
        }
        continue;
      }
      Object found = PLACES.getAcquire(chunk.places, at);
      if (found == GONE) {
        TAKEN.compareAndSet(chunk, at, at + 1);
      } else if (found != null) {
        return false;
      } else if (chunk.taken == at) {
        return true;
      }
    }
  }

  /** Goes on from a chunk of which all is taken; false if it is the last. */
  private boolean leave(Chunk chunk) {
    Chunk next = chunk.next;
    if (next == null) {
      return false;
    }
    if (FIRST.compareAndSet(this, chunk, next)) {
      chunk.next = chunk;
    }
    return true; // somebody has left it
  }

  /** Takes everything out; of the thread that adds, when it adds no more. */
  void clear() {
    while (poll() != null) {
      // goes on to the next
    }
  }

  /** How many wait. Walks the queue. */
  int size() {
    return walk(false);
  }

  /**
   * Lets go of the tasks that are answered already; one thread at a time.
   *
   * @return how many tasks are left
   */
  int dropDead() {
    return walk(true);
  }

  private int walk(boolean dropDead) {
    int living = 0;
    Chunk before = null;
    Chunk chunk = first;
    while (chunk != null) {
      Chunk next = chunk.next; // read first: of a chunk that has one, all places were filled
      if (next == chunk) { // left meanwhile, and so are those before it
        living = 0;
        before = null;
        chunk = first;
        continue;
      }
      int here = 0;
      for (int at = chunk.taken; at < CAPACITY; at++) {
        Object found = PLACES.getAcquire(chunk.places, at);
        if (found instanceof Job<?> task
            && !(dropDead
                && task.isDone()
                && PLACES.compareAndSet(chunk.places, at, found, GONE))) {
          here++;
        }
      }
      if (dropDead && here == 0 && before != null && next != null) {
        before.next = next; // who takes may be in there already, and leaves it by its own next
      } else {
        before = chunk;
      }
      living += here;
      chunk = next;
    }
    return living;
  }
}
