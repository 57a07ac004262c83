package io.eventloop.loop;

import java.util.ArrayDeque;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The way of calls into a runtime that is known as an actor: its inbox, where a call costs no
 * message unless the loop is idle. A message asks for it; the calls that come before the answer
 * wait here, in their order, and so do those that find it closed, since a runtime that has failed
 * may be restarted with another. At any time a call is in one place only: here, in an inbox, or
 * among the calls that the loop has taken in; and whoever ends that place answers it. Safe to use
 * from any thread.
 */
final class RuntimeLink {
  private final ActorRef<RuntimeActor.Command> runtime;

  /** Of the calls; null while it is asked for. Set under the lock, when none waits any more. */
  private volatile @Nullable Inbox inbox;

  /** Guarded by this. */
  private final ArrayDeque<TaskCall<?>> waiting = new ArrayDeque<>();

  private volatile boolean ended;

  private RuntimeLink(ActorRef<RuntimeActor.Command> runtime) {
    this.runtime = runtime;
  }

  /**
   * To this runtime, until it ends.
   *
   * @param whenEnded is given the link then, before any of the calls fails
   */
  static RuntimeLink to(
      ActorRef<RuntimeActor.Command> runtime,
      ActorSystem<?> system,
      Consumer<RuntimeLink> whenEnded) {
    RuntimeLink link = new RuntimeLink(runtime);
    system.systemActorOf(
        watch(link, whenEnded), "eventloop-watch-" + UUID.randomUUID(), Props.empty());
    return link;
  }

  private static Behavior<Void> watch(RuntimeLink link, Consumer<RuntimeLink> whenEnded) {
    return Behaviors.setup(
        context -> {
          context.watch(link.runtime);
          return Behaviors.receive(Void.class)
              .onSignal(Terminated.class, signal -> Behaviors.stopped())
              .onSignal(
                  PostStop.class, // at the end of the actor system too
                  signal -> {
                    whenEnded.accept(link);
                    link.end();
                    return Behaviors.same();
                  })
              .build();
        });
  }

  ActorRef<RuntimeActor.Command> runtime() {
    return runtime;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Hands a call to the runtime, or answers it where there is none any more. */
  void send(TaskCall<?> call) {
    Inbox known = inbox;
    if (known == null || !known.deliverInOrder(call)) {
      sendLater(call, known);
    }
  }

  private void sendLater(TaskCall<?> call, @Nullable Inbox closed) {
    synchronized (this) {
      if (!ended) {
        Inbox other = inbox;
        if (other == null || other == closed || !other.deliverInOrder(call)) {
          inbox = null;
          waiting.add(call);
          runtime.tell(new RuntimeActor.Connect(this)); // for each: one message may be lost
        }
        return;
      }
    }
    fail(call);
  }

  /** The runtime's answer: calls go there from now on. */
  synchronized void connect(Inbox open) {
    for (TaskCall<?> call = waiting.peek(); call != null; call = waiting.peek()) {
      if (!open.deliverInOrder(call)) {
        return; // whoever calls next asks again
      }
      waiting.remove();
    }
    inbox = open;
  }

  /** The runtime's answer while it ends: what waits is given to whoever refuses it. */
  void refuse(Consumer<TaskCall<?>> refusal) {
    for (TaskCall<?> call = nextWaiting(); call != null; call = nextWaiting()) {
      refusal.accept(call);
    }
  }

  private synchronized @Nullable TaskCall<?> nextWaiting() {
    return waiting.poll();
  }

  private void end() {
    synchronized (this) {
      ended = true;
    }
    refuse(this::fail);
  }

  private void fail(TaskCall<?> call) {
    call.abandon(
        new RuntimeTerminatedException(
            call.kind() + " call: the runtime " + runtime.path() + " has ended"));
  }
}
