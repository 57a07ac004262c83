package io.eventloop.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers that a submitter knows: it greets each that the Receptionist names, until that has
 * said what it is, and watches it. Of the submitter's thread.
 */
final class Links {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPool.class);

  private final ActorContext<ClusterSubmitter.Command> context;
  private final String session = UUID.randomUUID().toString();
  private final Map<ActorRef<ClusterWorker.Command>, WorkerLink> links = new LinkedHashMap<>();
  private final Map<String, WorkerLink> byName = new LinkedHashMap<>();

  /** Those that speak no version of ours. */
  private final Set<ActorRef<ClusterWorker.Command>> refused = new HashSet<>();

  Links(ActorContext<ClusterSubmitter.Command> context) {
    this.context = context;
  }

  /** All of them, also those that come later. */
  Collection<WorkerLink> all() {
    return Collections.unmodifiableCollection(links.values());
  }

  /** The worker that calls itself so; null if it was removed, or is not known yet. */
  @Nullable WorkerLink byName(String worker) {
    return byName.get(worker);
  }

  /** The Receptionist's view has changed. */
  void update(ClusterSubmitter.Workers workers) {
    for (ActorRef<ClusterWorker.Command> ref : workers.all()) {
      if (!links.containsKey(ref) && !refused.contains(ref)) {
        links.put(ref, new WorkerLink(ref, session));
        context.watchWith(ref, new ClusterSubmitter.Lost(ref));
        greet(ref);
      }
    }
    links.forEach((ref, link) -> link.reachable(workers.reachable().contains(ref)));
  }

  private void greet(ActorRef<ClusterWorker.Command> worker) {
    worker.tell(
        new Hello(
            ClusterWorker.OLDEST_VERSION,
            ClusterWorker.NEWEST_VERSION,
            session,
            context.getSelf()));
  }

  /** Has them say again what they are: when one had another kind, that message may be lost. */
  void greetAll() {
    links.keySet().forEach(this::greet);
  }

  void welcome(Welcome welcome) {
    WorkerLink link = links.get(welcome.ref());
    if (link != null) {
      link.isAbout(welcome);
      byName.put(welcome.worker(), link);
    }
  }

  void refuse(Refused message) {
    LOG.error(
        "worker {} speaks versions {} to {} of the protocol, and this node {} to {}: not used",
        message.ref(),
        message.oldest(),
        message.newest(),
        ClusterWorker.OLDEST_VERSION,
        ClusterWorker.NEWEST_VERSION);
    refused.add(message.ref());
    links.remove(message.ref());
  }

  /** Forgets a worker that is gone; null if it was not known. */
  @Nullable WorkerLink remove(ActorRef<ClusterWorker.Command> worker) {
    refused.remove(worker);
    WorkerLink link = links.remove(worker);
    if (link != null) {
      byName.values().remove(link);
    }
    return link;
  }

  void heartbeat() {
    for (WorkerLink link : links.values()) {
      if (link.about().isPresent()) {
        link.heartbeat();
      } else {
        greet(link.ref());
      }
    }
  }
}
