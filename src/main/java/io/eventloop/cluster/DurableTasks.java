package io.eventloop.cluster;

import io.eventloop.loop.Offload;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.pool.AnswerStage;
import io.eventloop.value.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
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

  sealed interface Command permits Submit, Loaded, Stored, Answered, HandOver, Handled, Signal {}

  /** A new task; its id is given once it is in the journal. */
  record Submit(PortableTask task, AnswerStage<Long> stored) implements Command {}

  /** What the journal had from before. */
  record Loaded(DurableProducerQueue.State<PortableTask> state) implements Command {}

  /** The journal has the task that it was given last. */
  record Stored(long id) implements Command {}

  /** A task has its answer. */
  record Answered(long id, PortableTask task, RemoteKind<?, ?> kind, Outcome<?> outcome)
      implements Command {}

  /**
   * The handler is to be given an answer.
   *
   * @param failures how often it was tried in vain
   */
  record HandOver(Answered answer, int failures) implements Command {}

  /**
   * The handler was called, or could not be.
   *
   * @param thrown what it threw, or null
   * @param refused why it was not called, or null
   */
  record Handled(HandOver handOver, @Nullable Throwable thrown, @Nullable Throwable refused)
      implements Command {}

  /** What has nothing but a name. */
  enum Signal implements Command {
    HEARTBEAT,
    HANDLERS_CHANGED
  }

  /** Runs a task on some node, and gives the answer to a function. */
  interface Runner {
    void run(RemoteKind<?, ?> kind, PortableTask task, Consumer<? super Outcome<?>> whenAnswered);
  }

  private final TimerScheduler<Command> timers;
  private final TaskRegistry registry;
  private final Stores stores;
  private final ClusterSettings settings;
  private final Runner runner;
  private final Offload offload;
  private final ActorRef<DurableProducerQueue.Command<PortableTask>> journal;
  private final ActorRef<DurableProducerQueue.StoreMessageSentAck> stored;
  private final ActorRef<DurableProducerQueue.State<PortableTask>> loaded;

  /** Wait to be written: the queue takes one at a time. */
  private final Deque<Submit> submitted = new ArrayDeque<>();

  /** In the journal, and of a kind that has no handler here yet. */
  private final TreeMap<Long, PortableTask> waiting = new TreeMap<>();

  /** The id of the next task; 0 until the journal is read. */
  private long nextId;

  @SuppressWarnings("unchecked") // what the journal has is ours
  private DurableTasks(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String name,
      TaskRegistry registry,
      Runner runner,
      Stores stores,
      ClusterSettings settings) {
    super(context);
    this.timers = timers;
    this.stores = stores;
    this.settings = settings;
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
      String name, TaskRegistry registry, Runner runner, Stores stores, ClusterSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new DurableTasks(context, timers, name, registry, runner, stores, settings)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Submit.class, this::onSubmit)
        .onMessage(Loaded.class, this::onLoaded)
        .onMessage(Stored.class, this::onStored)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(HandOver.class, this::onHandOver)
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
      LOG.info("{} durable tasks are left from before", message.state().unconfirmed().size());
      message.state().unconfirmed().foreach(this::runAgain);
      store();
    }
    return this;
  }

  private @Nullable Void runAgain(DurableProducerQueue.MessageSent<PortableTask> sent) {
    run(sent.seqNr(), (PortableTask) sent.message());
    return null;
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
      stores.stored(first, nextId);
      run(nextId, first.task());
      nextId++;
      store();
    }
    return this;
  }

  /** A task whose kind has no handler here waits for one. */
  private void run(long id, PortableTask task) {
    RemoteKind<?, ?> kind = registry.handledKind(task.kind());
    if (kind == null) {
      waiting.put(id, task);
      return;
    }
    ActorRef<Command> self = getContext().getSelf();
    runner.run(kind, task, outcome -> self.tell(new Answered(id, task, kind, outcome)));
  }

  private void runWaiting() {
    Map<Long, PortableTask> those = new TreeMap<>(waiting);
    waiting.clear();
    those.forEach(this::run);
  }

  private Behavior<Command> onAnswered(Answered answer) {
    Throwable error = answer.outcome().error();
    if (error instanceof UnknownKindException) { // it has waited for long, and goes on to
      run(answer.id(), answer.task());
    } else if (!(error instanceof RuntimeTerminatedException)) { // else the next run has it
      handOver(new HandOver(answer, 0));
    }
    return this;
  }

  private Behavior<Command> onHandOver(HandOver message) {
    handOver(message);
    return this;
  }

  private void handOver(HandOver message) {
    Answered answer = message.answer();
    getContext()
        .pipeToSelf(
            offload
                .call(
                    answer.kind().task(),
                    () ->
                        Outcome.of(
                            () -> registry.handle(answer.id(), answer.kind(), answer.outcome())))
                .toCompletionStage(),
            (handled, refused) ->
                new Handled(message, handled == null ? null : handled.error(), refused));
  }

  private Behavior<Command> onHandled(Handled handled) {
    Answered answer = handled.handOver().answer();
    if (handled.thrown() == null && handled.refused() == null) {
      journal.tell(
          new DurableProducerQueue.StoreMessageConfirmed<>(
              answer.id(), qualifierOf(answer.id()), System.currentTimeMillis()));
      return this;
    }
    int failures = handled.handOver().failures() + 1;
    Duration delay = settings.backoff(failures);
    timers.startSingleTimer(answer.id(), new HandOver(answer, failures), delay);
    if (handled.thrown() != null) {
      LOG.error(
          "the handler of {} task {} has thrown: it is called again in {}",
          answer.kind().name(),
          answer.id(),
          delay,
          handled.thrown());
    } else {
      LOG.warn(
          "the handler of {} task {} could not be called: {}; it is tried again in {}",
          answer.kind().name(),
          answer.id(),
          handled.refused(),
          delay);
    }
    return this;
  }

  private Behavior<Command> onSignal(Signal signal) {
    if (nextId == 0) {
      load();
    } else if (signal == Signal.HANDLERS_CHANGED) {
      runWaiting();
    } else {
      store();
    }
    return this;
  }

  private Behavior<Command> onStop() {
    stores.end();
    return this;
  }
}
