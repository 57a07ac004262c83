package io.eventloop.cluster;

import io.eventloop.loop.RuntimeTerminatedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a node that have no answer yet: none is forgotten, even if the submitter ends before
 * it has heard of one. Safe to use from any thread.
 */
final class OpenCalls implements RemoteCall.Calls {
  private final Map<Long, RemoteCall<?>> calls = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final Tally tally;
  private final Executor tellers;
  private volatile @Nullable ActorRef<ClusterSubmitter.Command> submitter;
  private volatile boolean ended;

  /**
   * None yet.
   *
   * @param tellers runs what tells callers their answers
   */
  OpenCalls(Tally tally, Executor tellers) {
    this.tally = tally;
    this.tellers = tellers;
  }

  void goTo(ActorRef<ClusterSubmitter.Command> newSubmitter) {
    submitter = newSubmitter;
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  void submit(RemoteCall<?> call) {
    tally.submitted.incrementAndGet();
    calls.put(call.id(), call);
    ActorRef<ClusterSubmitter.Command> to = submitter;
    if (call.isDone()) { // called off while it was made
      calls.remove(call.id());
    } else if (to != null && !ended) {
      to.tell(new ClusterSubmitter.Submit(call));
    }
    if (ended) { // read after the call was noted: end() sees it, or we see the end
      call.fail(terminated(call));
    }
  }

  /** The call with this id, if it has no answer. */
  @Nullable RemoteCall<?> find(long id) {
    return calls.get(id);
  }

  /** The submitter itself answers it next, and need not be told. */
  void close(RemoteCall<?> call) {
    calls.remove(call.id());
  }

  /** Takes it out; the submitter, if it did not give the answer itself, calls it off. */
  @Override
  public void answered(RemoteCall<?> call, Runnable teller) {
    tally.answered.incrementAndGet();
    if (calls.remove(call.id()) != null) {
      ActorRef<ClusterSubmitter.Command> to = submitter;
      if (to != null && !ended) {
        to.tell(new ClusterSubmitter.CallOff(call));
      }
    }
    try {
      tellers.execute(teller);
    } catch (RejectedExecutionException ended) { // the actor system has ended
      teller.run();
    }
  }

  /** Nobody is left to run anything: all calls are answered. */
  void end() {
    ended = true;
    calls.values().forEach(call -> call.fail(terminated(call)));
  }

  private static RuntimeTerminatedException terminated(RemoteCall<?> call) {
    return new RuntimeTerminatedException(
        call.kind() + " task: this node has left the cluster before it was answered");
  }
}
