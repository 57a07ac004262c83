package io.eventloop.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of one submitter: its leases, its tasks, and what is still to be told. Of the
 * worker's thread.
 */
final class Session {
  /** A result, and the heartbeat in which it was sent last. */
  private record Unacknowledged(Report.Result result, long sentIn) {}

  private final ActorRef<ClusterSubmitter.Command> submitter;

  private final Map<Long, HeldTask> held = new LinkedHashMap<>();
  private final Map<Long, Unacknowledged> unacknowledged = new LinkedHashMap<>();

  /** Tasks that were handed back, until that is acknowledged: the heartbeat of the last word. */
  private final Map<Long, Long> handedBack = new LinkedHashMap<>();

  private final List<Report.Result> results = new ArrayList<>();
  private final List<Long> claims = new ArrayList<>();
  private final List<Long> returned = new ArrayList<>();
  private boolean toTell;
  private boolean statusWanted;
  private boolean recall;

  /** Whether it was asked to give leases back, and has not been heard of since. */
  private boolean recalled;

  private long seen;
  private long sent;
  private long granted;
  private long used;
  private long released;
  private int waiting;
  private int spare;

  Session(ActorRef<ClusterSubmitter.Command> submitter) {
    this.submitter = submitter;
  }

  ActorRef<ClusterSubmitter.Command> submitter() {
    return submitter;
  }

  // -- what comes ---------------------------------------------------------------------------------

  /** Takes in the counters; false for a message that others have overtaken. */
  boolean takeIn(Orders orders) {
    if (orders.seq() <= seen) {
      return false;
    }
    seen = orders.seq();
    recalled = false;
    toTell |= orders.status() || orders.waiting() > waiting; // who asks waits for an answer
    used = orders.used();
    released = orders.released();
    waiting = orders.waiting();
    spare = orders.spare();
    statusWanted |= orders.status();
    return true;
  }

  void hold(HeldTask task) {
    acknowledged(task.run().id()); // it comes again, so that word has arrived
    held.put(task.run().id(), task);
  }

  @Nullable HeldTask heldTask(long id) {
    return held.get(id);
  }

  Iterable<HeldTask> heldTasks() {
    return List.copyOf(held.values());
  }

  /** A task is no longer held; false if it was not. */
  boolean drop(HeldTask task) {
    return held.remove(task.run().id(), task);
  }

  int holds() {
    return held.size();
  }

  /** The submitter has the result, or the task, or does not want it. */
  void acknowledged(long id) {
    unacknowledged.remove(id);
    handedBack.remove(id);
    returned.remove(id);
  }

  /** Whether nothing runs or waits, and all that was told is acknowledged. */
  boolean isDone() {
    return held.isEmpty() && unacknowledged.isEmpty() && handedBack.isEmpty();
  }

  // -- leases -------------------------------------------------------------------------------------

  /** Leases that the submitter has not used yet. */
  int open() {
    return (int) Math.max(0, granted - used - released);
  }

  /** Whether tasks wait there for which it has no lease. */
  boolean isInNeed() {
    return open() < waiting;
  }

  /** Whether it would have another, for tasks that may come. */
  boolean wouldHave() {
    return open() < waiting + spare;
  }

  void grant() {
    toTell |= isInNeed(); // one that is not needed at once may wait for the next message
    granted++;
  }

  // -- what goes ----------------------------------------------------------------------------------

  void add(Report.Result result) {
    results.add(result);
    toTell = true;
  }

  void claim(long id) {
    claims.add(id);
    toTell = true;
  }

  void giveBack(long id) {
    handedBack.put(id, 0L);
    returned.add(id);
    toTell = true;
  }

  /** Others are in need: asks for leases that are not needed at once, if there may be any. */
  void recall() {
    if (open() > 0 && !isInNeed() && !recalled) {
      recall = true;
      recalled = true;
      toTell = true;
    }
  }

  void tellAnyway() {
    toTell = true;
  }

  /** Sends again what was not acknowledged for a whole heartbeat, and asks again for leases. */
  void resend(long heartbeat) {
    recalled = false; // the message may be lost, and who has no tasks says nothing of its own
    unacknowledged.values().stream()
        .filter(answer -> answer.sentIn() < heartbeat - 1)
        .forEach(answer -> add(answer.result()));
    handedBack.forEach(
        (id, sentIn) -> {
          if (sentIn < heartbeat - 1 && !returned.contains(id)) {
            returned.add(id);
            toTell = true;
          }
        });
  }

  /** Tells the submitter what there is to tell. */
  void flush(String worker, long heartbeat, int taken, boolean leaving) {
    while (toTell) {
      List<Report.Result> batch = nextBatch(heartbeat);
      List<Long> ids = statusWanted ? heldIds() : null;
      submitter.tell(
          new Report(
              worker,
              ++sent,
              seen,
              granted,
              taken - held.size(),
              recall,
              leaving,
              batch,
              List.copyOf(claims),
              List.copyOf(returned),
              ids));
      claims.clear();
      returned.forEach(id -> handedBack.replace(id, heartbeat));
      returned.clear();
      statusWanted = false;
      recall = false;
      toTell = !results.isEmpty();
    }
  }

  private List<Report.Result> nextBatch(long heartbeat) {
    List<Report.Result> batch = new ArrayList<>();
    int size = 0;
    for (Report.Result result : results) {
      size += result.size();
      if (!batch.isEmpty() && size > WireMessage.BATCH) {
        break;
      }
      batch.add(result);
      unacknowledged.put(result.id(), new Unacknowledged(result, heartbeat));
    }
    results.subList(0, batch.size()).clear();
    return batch;
  }

  /** All that it has any trace of. */
  private List<Long> heldIds() {
    List<Long> ids = new ArrayList<>(held.keySet());
    ids.addAll(unacknowledged.keySet());
    ids.addAll(handedBack.keySet());
    results.forEach(result -> ids.add(result.id()));
    return ids;
  }
}
