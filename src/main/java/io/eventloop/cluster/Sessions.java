package io.eventloop.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The submitters that a worker knows, and the places that it leases them. Of the worker's thread.
 */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPool.class);

  private final ActorContext<ClusterWorker.Command> context;
  private final ClusterWorker.Node node;
  private final TaskRegistry registry;
  private final LaneLoad lanes;
  private final Leases leases;
  private final String worker = UUID.randomUUID().toString();
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(
      ActorContext<ClusterWorker.Command> context,
      ClusterWorker.Node node,
      TaskRegistry registry,
      LaneLoad lanes,
      Leases leases) {
    this.context = context;
    this.node = node;
    this.registry = registry;
    this.lanes = lanes;
    this.leases = leases;
  }

  /** Takes a submitter in, if the two have a version in common, and says what the worker is. */
  void greeted(Hello hello) {
    if (hello.newest() < ClusterWorker.OLDEST_VERSION
        || hello.oldest() > ClusterWorker.NEWEST_VERSION) {
      refuse(hello);
      return;
    }
    if (!sessions.containsKey(hello.session())) {
      Session added = new Session(hello.submitter());
      sessions.put(hello.session(), added);
      leases.add(added);
      context.watchWith(hello.submitter(), new ClusterWorker.Gone(hello.session()));
    }
    welcome(hello.submitter());
  }

  private void refuse(Hello hello) {
    LOG.warn(
        "{} speaks versions {} to {} of the protocol, and this node {} to {}: not served",
        hello.submitter(),
        hello.oldest(),
        hello.newest(),
        ClusterWorker.OLDEST_VERSION,
        ClusterWorker.NEWEST_VERSION);
    hello
        .submitter()
        .tell(
            new Refused(
                ClusterWorker.OLDEST_VERSION, ClusterWorker.NEWEST_VERSION, context.getSelf()));
  }

  private void welcome(ActorRef<ClusterSubmitter.Command> submitter) {
    submitter.tell(
        new Welcome(
            ClusterWorker.NEWEST_VERSION,
            worker,
            node.address(),
            leases.slots(),
            node.roles(),
            registry.describe(lanes),
            context.getSelf()));
  }

  /** Another kind is registered. */
  void welcomeAgain() {
    sessions.values().forEach(session -> welcome(session.submitter()));
  }

  @Nullable Session find(String session) {
    return sessions.get(session);
  }

  Collection<Session> all() {
    return sessions.values();
  }

  /** Forgets a submitter that is gone; null if it was not known. */
  @Nullable Session remove(String session) {
    Session ended = sessions.remove(session);
    if (ended != null) {
      LOG.info("{} is gone: {} tasks are cancelled", ended.submitter(), ended.holds());
      leases.remove(ended);
    }
    return ended;
  }

  /**
   * Gives leases, and tells each submitter what there is to tell it.
   *
   * @param heartbeat the number of the present one
   */
  void flush(long heartbeat, boolean leaving) {
    boolean inNeed = !leaving && leases.grant();
    int taken = leases.taken();
    for (Session session : sessions.values()) {
      if (inNeed) {
        session.recall();
      }
      session.flush(worker, heartbeat, taken, leaving);
    }
  }

  /** Whether nothing runs or waits, and every result is acknowledged. */
  boolean areDone() {
    return sessions.values().stream().allMatch(Session::isDone);
  }
}
