package io.eventloop.loop;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that wait for an event, by their ids. An id is never given twice, so that an answer
 * that comes a second time finds nothing. The place of an id is its low bits; an id whose place is
 * taken is passed over.
 */
final class CallbackTable {
  private static final int SMALLEST = 16;
  private static final int INCARNATION_SHIFT = 40;

  private @Nullable Pending[] places = new Pending[SMALLEST];
  private long nextId;
  private int size;

  /**
   * A table whose ids no other gives.
   *
   * @param incarnation of the runtime: an answer from before its restart must not find a callback
   *     of now
   */
  CallbackTable(int incarnation) {
    nextId = ((long) incarnation << INCARNATION_SHIFT) + 1;
  }

  /** The id that the next to be added is to have. */
  long nextId() {
    if (size >= places.length - places.length / 8) {
      resize(places.length * 2);
    }
    while (places[place(nextId)] != null) {
      nextId++;
    }
    return nextId;
  }

  /** Registers what waits under {@link #nextId}. */
  <P extends Pending> P add(P added) {
    places[place(nextId)] = added;
    nextId++;
    size++;
    return added;
  }

  /** Takes out what waits under this id; null if nothing does, or not any more. */
  @Nullable Pending remove(long id) {
    Pending found = places[place(id)];
    if (found == null || found.callbackId() != id) {
      return null;
    }
    places[place(id)] = null;
    size--;
    if (size == 0 && places.length > SMALLEST) {
      places = new Pending[SMALLEST];
    }
    return found;
  }

  int size() {
    return size;
  }

  void forEach(Consumer<Pending> each) {
    for (Pending pending : places) {
      if (pending != null) {
        each.accept(pending);
      }
    }
  }

  boolean anyMatch(Predicate<Pending> test) {
    return Arrays.stream(places).anyMatch(pending -> pending != null && test.test(pending));
  }

  /** Takes everything out, the oldest id first. */
  void drain(Consumer<Pending> each) {
    Pending[] left =
        Arrays.stream(places)
            .filter(pending -> pending != null)
            .sorted((a, b) -> Long.compare(a.callbackId(), b.callbackId()))
            .toArray(Pending[]::new);
    places = new Pending[SMALLEST];
    size = 0;
    for (Pending pending : left) {
      each.accept(pending);
    }
  }

  private int place(long id) {
    return (int) (id & (places.length - 1));
  }

  private void resize(int length) {
    @Nullable Pending[] old = places;
    places = new Pending[length];
    for (Pending pending : old) {
      if (pending != null) {
        places[place(pending.callbackId())] = pending; // twice as many places: none is shared
      }
    }
  }
}
