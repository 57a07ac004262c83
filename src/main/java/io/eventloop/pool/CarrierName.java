package io.eventloop.pool;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How a carrier is called: after the actor that it runs.
 *
 * <p>To name a thread costs a system call, which is more than the shortest tasks take. So where a
 * loop and a worker have changed places on one carrier for {@link #LOOKS_TO_BE_FAST} looks of the
 * watch on end, each after some two microseconds, the carrier bears both names, such as {@code
 * main/pool0}, until it slows down: what lasts is named at the next look, before anybody can see it
 * in a thread dump.
 *
 * <p>Names change under the pool's lock. No two carriers bear the same.
 */
final class CarrierName {
  /** Of a carrier that has run nothing yet, or whose last name another bears. */
  static final String IDLE = "eventloop-idle";

  /** So many changes between two looks are one in two microseconds. */
  static final long FAST_CHANGES = CarrierPool.WATCH_INTERVAL_NANOS / 2_000;

  /** 3 ms, or some thousand changes: whoever looks at the names of a few tasks sees them. */
  static final int LOOKS_TO_BE_FAST = 6;

  private static final AtomicReferenceFieldUpdater<CarrierName, String> ROLE =
      AtomicReferenceFieldUpdater.newUpdater(CarrierName.class, String.class, "role");

  /** Two actors that change places faster than they could be named. */
  private record Pair(String first, String second) {
    boolean has(String actor) {
      return actor.equals(first) || actor.equals(second);
    }
  }

  private final Carrier carrier;

  /** The actor that the carrier runs; null if it runs none, so that its name is free. */
  private volatile @Nullable String role;

  private volatile @Nullable Pair pair;

  /** How many looks on end found it fast. */
  private int fastLooks;

  CarrierName(Carrier carrier) {
    this.carrier = carrier;
  }

  /** The carrier runs this actor; false if it has to {@link #take} its name. Of its own thread. */
  boolean suits(String actor) {
    ROLE.lazySet(this, actor);
    Pair both = pair;
    return both == null ? bears(actor) : both.has(actor);
  }

  /** The carrier has come back from the actor. Of its own thread. */
  void leaveRole() {
    ROLE.lazySet(this, null);
  }

  boolean bears(String name) {
    return name.equals(carrier.getName());
  }

  /** Takes the name of an actor, where changes are fast beside that of the one before it. */
  void take(String actor, List<Carrier> live) {
    String before = ownOrFree(live);
    if (fastLooks >= LOOKS_TO_BE_FAST && !before.equals(IDLE)) {
      carrier.setName(before + "/" + actor);
      pair = new Pair(before, actor);
    } else {
      takeAlone(actor, live);
    }
  }

  /** A carrier that still bears the name, and needs none now, gets ours for it. */
  private void takeAlone(String actor, List<Carrier> live) {
    goWithout(live); // lest a name that has gone on to another be passed to a third
    for (Carrier other : live) {
      if (other != carrier && other.name.role == null && other.name.bears(actor)) {
        other.setName(carrier.getName());
        break;
      }
    }
    carrier.setName(actor);
  }

  /** The carrier goes to rest. */
  void rest(List<Carrier> live) {
    separate(live);
    goWithout(live);
  }

  /** Drops the name if another bears it: its actor may have gone on there before we had left. */
  private void goWithout(List<Carrier> live) {
    String name = carrier.getName();
    if (!bears(IDLE) && isTaken(name, live)) {
      carrier.setName(IDLE);
    }
  }

  private void separate(List<Carrier> live) {
    if (pair != null) {
      carrier.setName(ownOrFree(live));
      pair = null;
    }
  }

  /** Its name; of two, the one that nobody else bears. */
  private String ownOrFree(List<Carrier> live) {
    Pair both = pair;
    if (both == null) {
      return carrier.getName();
    }
    return isTaken(both.second, live) ? both.first : both.second;
  }

  private boolean isTaken(String name, List<Carrier> live) {
    return live.stream().anyMatch(other -> other != carrier && other.name.bears(name));
  }

  /**
   * A look of the watch.
   *
   * @param changes how often actors have changed places since the last look
   */
  void look(long changes, List<Carrier> live) {
    if (changes >= FAST_CHANGES) {
      fastLooks++;
      return;
    }
    fastLooks = 0;
    separate(live);
    String running = role;
    if (changes == 0 && running != null && !bears(running)) { // it lasts, under another's name
      takeAlone(running, live);
    }
  }
}
