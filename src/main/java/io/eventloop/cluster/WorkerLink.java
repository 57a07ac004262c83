package io.eventloop.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What a submitter knows of one worker: its leases there, its tasks there, and what is still to be
 * told. Of the submitter's thread.
 */
final class WorkerLink {
  /** After so many heartbeats without an answer, nobody waits for it: at least one whole. */
  private static final int PATIENCE = 2;

  private final ActorRef<ClusterWorker.Command> ref;
  private final String session;
  private final boolean local;

  /** Null until it has introduced itself. */
  private @Nullable Welcome about;

  /** Its kinds, and whether it claims their tasks before it runs them. */
  private Map<String, Boolean> kinds = Map.of();

  private final LaneLoad lanes = new LaneLoad();
  private boolean reachable = true;
  private boolean leaving;

  private final Map<Long, RemoteCall<?>> calls = new LinkedHashMap<>();

  private final List<Orders.Run> runs = new ArrayList<>();
  private final List<Orders.Claim> claims = new ArrayList<>();
  private final List<Long> done = new ArrayList<>();
  private int bytes;
  private boolean toTell;

  private long sent;
  private long used;
  private long released;
  private long granted;
  private int others;
  private long lastReport;
  private long seen;

  private int toldWaiting;
  private int toldSpare;

  /** The message that asked for more than the one before it. */
  private long askedIn;

  /** How many heartbeats there were since then. */
  private int beatsSinceAsked;

  private int sentLately;
  private int sentBefore;

  WorkerLink(ActorRef<ClusterWorker.Command> ref, String session) {
    this.ref = ref;
    this.session = session;
    this.local = ref.path().address().hasLocalScope();
  }

  ActorRef<ClusterWorker.Command> ref() {
    return ref;
  }

  // -- what it is ---------------------------------------------------------------------------------

  void isAbout(Welcome welcome) {
    about = welcome;
    lanes.isAbout(welcome.kinds());
    kinds =
        welcome.kinds().stream()
            .collect(
                Collectors.toMap(
                    Welcome.Kind::name, Welcome.Kind::runsOnce, (one, other) -> other));
  }

  Optional<Welcome> about() {
    return Optional.ofNullable(about);
  }

  String node() {
    return about == null ? ref.path().address().toString() : about.node();
  }

  boolean isLocal() {
    return local;
  }

  void reachable(boolean now) {
    reachable = now;
  }

  /** Whether it may be sent tasks at all. */
  boolean isOpen() {
    return about != null && reachable && !leaving;
  }

  /** Whether its node has what a task needs, be it reachable at the moment or not. */
  boolean has(Backlog.Need need) {
    return about != null
        && !leaving
        && kinds.containsKey(need.kind())
        && (!need.runsOnce() || Boolean.TRUE.equals(kinds.get(need.kind())))
        && need.placement().allows(about.roles());
  }

  boolean serves(Backlog.Need need) {
    return isOpen() && has(need);
  }

  private int slots() {
    return about == null ? 0 : about.slots();
  }

  // -- leases -------------------------------------------------------------------------------------

  /** Leases that are not used yet. */
  int credit() {
    return (int) (granted - used - released);
  }

  /** Whether it has still to say if it has room: it is about to be asked, or has not answered. */
  boolean mayHaveRoom() {
    return toldWaiting == 0 || (seen < askedIn && beatsSinceAsked < PATIENCE);
  }

  /** Whether a thread of its pool has nothing to do, and may run this, as far as is known. */
  boolean hasFreeSlot(Backlog.Need need) {
    return others + calls.size() < slots() && lanes.hasFreeThread(need.kind());
  }

  /** What is under way in its lanes. */
  LaneLoad lanes() {
    return lanes;
  }

  /** How much there is to do for each thread. */
  double load() {
    return (others + calls.size()) / (double) Math.max(1, slots());
  }

  /**
   * Sees what is wanted of it, and gives back what is not.
   *
   * @param waiting how many tasks it could run that no worker has
   */
  void want(int waiting) {
    int places = Leases.placesOf(slots());
    int wanted = Math.min(waiting, places);
    int spare = Math.min(places - wanted, Math.min(slots(), Math.max(sentLately, sentBefore)));
    int excess = credit() - wanted - spare;
    if (excess > 0) {
      released += excess;
      toTell = true;
    }
    if (wanted > toldWaiting) {
      toTell = true;
      askedIn = sent + 1;
      beatsSinceAsked = 0;
    }
    toldWaiting = wanted;
    toldSpare = spare;
  }

  // -- tasks --------------------------------------------------------------------------------------

  void run(RemoteCall<?> call) {
    if (!runs.isEmpty() && bytes + call.size() > WireMessage.BATCH) {
      tell(false);
    }
    calls.put(call.id(), call);
    lanes.change(call.remoteKind().name(), 1);
    runs.add(call.sendTo(this, sent + 1));
    bytes += call.size();
    used++;
    sentLately++;
    toTell = true;
  }

  @Nullable RemoteCall<?> call(long id) {
    return calls.get(id);
  }

  boolean drop(RemoteCall<?> call) {
    boolean had = calls.remove(call.id(), call);
    if (had) {
      lanes.change(call.remoteKind().name(), -1);
    }
    return had;
  }

  List<RemoteCall<?>> calls() {
    return new ArrayList<>(calls.values());
  }

  int running() {
    return calls.size();
  }

  /** The result of a task has come, or nobody wants it. */
  void done(long id) {
    done.add(id);
  }

  /** The same where the worker is to hear of it at once. */
  void doneNow(long id) {
    done.add(id);
    toTell = true;
  }

  void answerClaim(long id, boolean yes) {
    claims.add(new Orders.Claim(id, yes));
    toTell = true;
  }

  // -- messages -----------------------------------------------------------------------------------

  /** Takes in the counters; false for a message that others have overtaken. */
  boolean takeIn(Report report) {
    if (report.seq() <= lastReport) {
      return false;
    }
    lastReport = report.seq();
    seen = report.seen();
    granted = Math.max(granted, report.granted());
    others = report.others();
    leaving = report.leaving();
    if (report.recall()) {
      sentLately = 0;
      sentBefore = 0;
    }
    return true;
  }

  /** Tells what there is to tell. */
  void flush() {
    if (toTell) {
      tell(false);
    }
  }

  private void tell(boolean status) {
    ref.tell(
        new Orders(
            session,
            ++sent,
            used,
            released,
            toldWaiting,
            toldSpare,
            status,
            List.copyOf(done),
            List.copyOf(claims),
            List.copyOf(runs)));
    done.clear();
    claims.clear();
    runs.clear();
    bytes = 0;
    toTell = false;
  }

  /** Asks how things stand, if anything is open between the two. */
  void heartbeat() {
    beatsSinceAsked++;
    boolean open =
        !calls.isEmpty()
            || credit() > 0
            || toldWaiting > 0
            || !done.isEmpty()
            || sentLately > 0
            || seen < sent;
    sentBefore = sentLately;
    sentLately = 0;
    if (open) {
      tell(true);
    }
  }
}
