package io.eventloop.bench.contender;

import java.util.concurrent.Callable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A thread of {@link NaiveContender}. */
final class NaiveWorker extends AbstractBehavior<NaiveWorker.Task> {

  record Task(long callbackId, Callable<?> work, ActorRef<? super NaiveRuntime.Result> replyTo) {}

  private final int threadId;

  private NaiveWorker(ActorContext<Task> context, int threadId) {
    super(context);
    this.threadId = threadId;
  }

  static Behavior<Task> create(int threadId) {
    return Behaviors.setup(context -> new NaiveWorker(context, threadId));
  }

  @Override
  public Receive<Task> createReceive() {
    return newReceiveBuilder().onMessage(Task.class, this::onTask).build();
  }

  private Behavior<Task> onTask(Task task) {
    task.replyTo().tell(resultOf(task));
    return this;
  }

  private NaiveRuntime.Result resultOf(Task task) {
    try {
      return new NaiveRuntime.Result(threadId, task.callbackId(), null, task.work().call());
    } catch (Exception error) {
      return new NaiveRuntime.Result(threadId, task.callbackId(), error, null);
    }
  }
}
