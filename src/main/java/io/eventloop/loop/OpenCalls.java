package io.eventloop.loop;

import io.eventloop.pool.Sentinel;
import io.eventloop.pool.TaskHandle;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The calls that somebody has open, and what is done with them, and with any that comes later, when
 * that somebody ends. Safe to use from any thread.
 */
final class OpenCalls {
  /** Of no actor: they end with the runtime only. */
  static final OpenCalls NOBODYS = new OpenCalls(call -> {}, false);

  private final Set<TaskCall<?>> open = ConcurrentHashMap.newKeySet();
  private final Consumer<TaskCall<?>> atEnd;
  private final boolean kept;
  private volatile boolean ended;

  private OpenCalls(Consumer<TaskCall<?>> atEnd, boolean kept) {
    this.atEnd = atEnd;
    this.kept = kept;
  }

  /**
   * The calls to this runtime: they fail when it has ended.
   *
   * @param whenEnded is given these calls then, before any of them fails
   */
  static OpenCalls ofRuntime(
      ActorRef<RuntimeActor.Command> runtime,
      ActorSystem<?> system,
      Consumer<OpenCalls> whenEnded) {
    OpenCalls calls =
        new OpenCalls(
            call ->
                call.abandon(
                    new RuntimeTerminatedException(
                        call.kind() + " call: the runtime " + runtime.path() + " has ended")),
            true);
    system.systemActorOf(
        watch(runtime, calls, whenEnded), "eventloop-watch-" + UUID.randomUUID(), Props.empty());
    return calls;
  }

  /** The calls of this actor: they are cancelled when it ends. */
  static OpenCalls tiedTo(ActorContext<?> context) {
    OpenCalls calls = new OpenCalls(TaskHandle::cancel, true);
    context.spawnAnonymous(Sentinel.create(calls::end));
    return calls;
  }

  private static Behavior<Void> watch(
      ActorRef<?> runtime, OpenCalls calls, Consumer<OpenCalls> whenEnded) {
    return Behaviors.setup(
        context -> {
          context.watch(runtime);
          return Behaviors.receive(Void.class)
              .onSignal(Terminated.class, signal -> Behaviors.stopped())
              .onSignal(
                  PostStop.class, // at the end of the actor system too
                  signal -> {
                    whenEnded.accept(calls);
                    calls.end();
                    return Behaviors.same();
                  })
              .build();
        });
  }

  /** Notes a call; false if it came too late and has been dealt with. */
  boolean add(TaskCall<?> call) {
    if (kept) {
      open.add(call);
    }
    if (ended) { // read after the call was noted: end() sees it, or we see the end
      atEnd.accept(call);
    }
    return !ended;
  }

  boolean hasEnded() {
    return ended;
  }

  void remove(TaskCall<?> call) {
    open.remove(call);
  }

  private void end() {
    ended = true;
    open.forEach(atEnd);
  }
}
