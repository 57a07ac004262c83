package io.eventloop.cluster;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * A submitter introduces itself to a worker, again and again until it is answered with {@link
 * Welcome} or {@link Refused}.
 *
 * @param oldest the oldest version of the protocol that it speaks
 * @param newest the newest
 * @param session names this submitter, and no other or later one
 * @param submitter to be answered
 */
record Hello(int oldest, int newest, String session, ActorRef<ClusterSubmitter.Command> submitter)
    implements WireMessage, ClusterWorker.Command {}
