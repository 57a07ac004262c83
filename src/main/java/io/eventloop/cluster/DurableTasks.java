package io.eventloop.cluster;

import io.eventloop.loop.Offload;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskRejectedException;
import io.eventloop.value.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.delivery.DurableProducerQueue;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.delivery.EventSourcedProducerQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable tasks of a node: each is in the journal before it is run, and leaves it when the
 * handler of its kind has taken the answer. The journal is Pekko's event-sourced producer queue,
 * spoken to directly; a task is confirmed under a qualifier of its own, since tasks end in any
 * order.
 */
final class DurableTasks extends AbstractBehavior<DurableTasks.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPool.class);

  sealed interface Command permits Submit, Loaded, Stored, Answered, Handled, Signal {}

  /** A new task; its id is given once it is in the journal. */
  record Submit(PortableTask task, CompletableFuture<Long> stored) implements Command {}

  /** What the journal had from before. */
  record Loaded(DurableProducerQueue.State<PortableTask> state) implements Command {}

  /** The journal has the task that it was given last. */
  record Stored(long id) implements Command {}

  /** A task has its answer. */
  record Answered(long id, RemoteKind<?, ?> kind, Outcome<?> outcome) implements Command {}

  /** The handler has taken an answer, or has thrown. */
  record Handled(long id, @Nullable Throwable error) implements Command {}

  /** What has nothing but a name. */
  enum Signal implements Command {
    HEARTBEAT,
    HANDLERS_CHANGED
  }

  /** Runs a task on some node, and gives the answer to a function. */
  interface Runner {
    void run(RemoteKind<?, ?> kind, PortableTask task, Consumer<? super Outcome<?>> whenAnswered);
  }

  private final TaskRegistry registry;
  private final Runner runner;
  private final Offload offload;
  private final ActorRef<DurableProducerQueue.Command<PortableTask>> journal;
  private final ActorRef<DurableProducerQueue.StoreMessageSentAck> stored;
  private final ActorRef<DurableProducerQueue.State<PortableTask>> loaded;

  /** Wait to be written: the queue takes one at a time. */
  private final Deque<Submit> submitted = new ArrayDeque<>();

  /** In the journal, and not yet confirmed there. */
  private final TreeMap<Long, PortableTask> tasks = new TreeMap<>();

  /** Those of them that some node, or the handler, has. */
  private final Set<Long> underWay = new HashSet<>();

  /** The id of the next task; 0 until the journal is read. */
  private long nextId;

  @SuppressWarnings("unchecked") // what the journal has is ours
  private DurableTasks(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String name,
      TaskRegistry registry,
      Runner runner,
      ClusterSettings settings) {
    super(context);
    this.registry = registry;
    this.runner = runner;
    this.offload = Offload.get(context.getSystem());
    this.journal =
        context.spawn(
            EventSourcedProducerQueue.create(PersistenceId.ofUniqueId("eventloop-" + name)),
            "journal");
    this.stored =
        context.messageAdapter(
            DurableProducerQueue.StoreMessageSentAck.class, ack -> new Stored(ack.storedSeqNr()));
    this.loaded =
        context.messageAdapter(
            (Class<DurableProducerQueue.State<PortableTask>>)
                (Class<?>) DurableProducerQueue.State.class,
            Loaded::new);
    timers.startTimerWithFixedDelay(Signal.HEARTBEAT, settings.heartbeat());
    load();
  }

  static Behavior<Command> create(
      String name, TaskRegistry registry, Runner runner, ClusterSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new DurableTasks(context, timers, name, registry, runner, settings)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Submit.class, this::onSubmit)
        .onMessage(Loaded.class, this::onLoaded)
        .onMessage(Stored.class, this::onStored)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Handled.class, this::onHandled)
        .onMessage(Signal.class, this::onSignal)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private void load() {
    journal.tell(new DurableProducerQueue.LoadState<>(loaded));
  }

  private Behavior<Command> onLoaded(Loaded message) {
    if (nextId == 0) {
      nextId = message.state().currentSeqNr();
      message.state().unconfirmed().foreach(this::remember);
      LOG.info("{} durable tasks are left from before", tasks.size());
      runAll();
      store();
    }
    return this;
  }

  private @Nullable Object remember(DurableProducerQueue.MessageSent<PortableTask> sent) {
    return tasks.put(sent.seqNr(), (PortableTask) sent.message());
  }

  private Behavior<Command> onSubmit(Submit submit) {
    submitted.add(submit);
    if (submitted.size() == 1) {
      store();
    }
    return this;
  }

  /** Gives the journal the first that waits; again, if it has not answered. */
  private void store() {
    Submit first = submitted.peek();
    if (nextId > 0 && first != null) {
      journal.tell(
          new DurableProducerQueue.StoreMessageSent<>(
              new DurableProducerQueue.MessageSent<>(
                  nextId, first.task(), false, qualifierOf(nextId), System.currentTimeMillis()),
              stored));
    }
  }

  private static String qualifierOf(long id) {
    return Long.toString(id);
  }

  private Behavior<Command> onStored(Stored message) {
    if (message.id() == nextId && !submitted.isEmpty()) {
      Submit first = submitted.remove();
      tasks.put(nextId, first.task());
      first.stored().complete(nextId);
      run(nextId, first.task());
      nextId++;
      store();
    }
    return this;
  }

  private void runAll() {
    new TreeMap<>(tasks).forEach(this::run);
  }

  /** A task whose kind has no handler here waits for one. */
  private void run(long id, PortableTask task) {
    RemoteKind<?, ?> kind = registry.handledKind(task.kind());
    if (kind != null && underWay.add(id)) {
      ActorRef<Command> self = getContext().getSelf();
      runner.run(kind, task, outcome -> self.tell(new Answered(id, kind, outcome)));
    }
  }

  private Behavior<Command> onAnswered(Answered answered) {
    Throwable error = answered.outcome().error();
    if (error instanceof RuntimeTerminatedException // a task of this sort is not lost for that
        || error instanceof UnknownKindException
        || error instanceof TaskRejectedException) {
      underWay.remove(answered.id()); // and is run again at the next heartbeat
      return this;
    }
    getContext()
        .pipeToSelf(
            offload
                .call(
                    answered.kind().task(),
                    () -> registry.handle(answered.id(), answered.kind(), answered.outcome()),
                    CallOptions.DEFAULT)
                .toCompletionStage(),
            (done, thrown) -> new Handled(answered.id(), thrown));
    return this;
  }

  private Behavior<Command> onHandled(Handled handled) {
    underWay.remove(handled.id());
    if (handled.error() == null) {
      tasks.remove(handled.id());
      journal.tell(
          new DurableProducerQueue.StoreMessageConfirmed<>(
              handled.id(), qualifierOf(handled.id()), System.currentTimeMillis()));
    } else {
      LOG.error(
          "the handler of durable task {} has thrown: it is run again",
          handled.id(),
          handled.error());
    }
    return this;
  }

  private Behavior<Command> onSignal(Signal signal) {
    if (nextId == 0) {
      load();
    } else {
      runAll();
      if (signal == Signal.HEARTBEAT) {
        store();
      }
    }
    return this;
  }

  private Behavior<Command> onStop() {
    for (Submit submit : submitted) {
      submit
          .stored()
          .completeExceptionally(
              new RuntimeTerminatedException(
                  submit.task().kind() + " task: this node has ended before it was stored"));
    }
    return this;
  }
}
