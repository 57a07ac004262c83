package io.eventloop.cluster;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * A worker does not speak any version of the protocol that a submitter speaks.
 *
 * @param oldest the oldest version that it speaks
 * @param newest the newest
 * @param ref the worker
 */
record Refused(int oldest, int newest, ActorRef<ClusterWorker.Command> ref)
    implements WireMessage, ClusterSubmitter.Command {}
