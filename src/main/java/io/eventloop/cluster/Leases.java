package io.eventloop.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * The places of a worker: one for each thread of its pool, and two that wait behind it, so that a
 * thread that ends a task finds the next. They are given to submitters in turn, one at a time. Of
 * the worker's thread.
 */
final class Leases {
  /** One is on its way while the other waits. */
  static final int WAITING_PER_SLOT = 2;

  private final int slots;

  /** Places that tasks have. */
  private int taken;

  /** The one whose turn it is comes first. */
  private final Deque<Session> turns = new ArrayDeque<>();

  Leases(int slots) {
    this.slots = slots;
  }

  int slots() {
    return slots;
  }

  static int placesOf(int slots) {
    return slots * (1 + WAITING_PER_SLOT);
  }

  void add(Session session) {
    turns.add(session);
  }

  void remove(Session session) {
    turns.remove(session);
  }

  /** A task has come. */
  void take() {
    taken++;
  }

  /** A task has gone, and no thread is busy with it. */
  void free() {
    taken--;
  }

  /** How many tasks have a place, of all submitters, also such as are gone. */
  int taken() {
    return taken;
  }

  private int left() {
    return placesOf(slots) - taken - turns.stream().mapToInt(Session::open).sum();
  }

  /**
   * Gives what is free to those in need, and what is left to those that would have it.
   *
   * @return whether somebody is left in need
   */
  boolean grant() {
    int left = grant(left(), Session::isInNeed);
    grant(left, Session::wouldHave);
    return turns.stream().anyMatch(Session::isInNeed);
  }

  private int grant(int free, Predicate<Session> takes) {
    int left = free;
    int refusals = 0;
    while (left > 0 && refusals < turns.size()) {
      Session next = turns.remove();
      turns.add(next);
      if (takes.test(next)) {
        next.grant();
        left--;
        refusals = 0;
      } else {
        refusals++;
      }
    }
    return left;
  }
}
