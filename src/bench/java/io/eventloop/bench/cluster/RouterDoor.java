package io.eventloop.bench.cluster;

import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Routers;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.jspecify.annotations.Nullable;

/** An actor that asks the routees of all nodes in turn. */
final class RouterDoor implements Door {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private sealed interface Message permits Run, Answered, Routees {}

  private record Run(Runnable code) implements Message {}

  private record Answered(
      Callback<Integer> callback, @Nullable Integer number, @Nullable Throwable error)
      implements Message {}

  private record Routees(int count) implements Message {}

  private final CompletableFuture<ActorContext<Message>> started = new CompletableFuture<>();
  private final ActorRef<Message> self;
  private final ActorContext<Message> context;
  private final ActorRef<Routee.Ask> router;
  private volatile int routees;

  RouterDoor(ActorSystem<?> system) {
    this.router =
        system.systemActorOf(
            Routers.group(Routee.KEY).withRoundRobinRouting(), "router", Props.empty());
    this.self = system.systemActorOf(behavior(), "submitter", Props.empty());
    this.context = started.join();
  }

  private Behavior<Message> behavior() {
    return Behaviors.setup(
        own -> {
          own.getSystem()
              .receptionist()
              .tell(
                  Receptionist.subscribe(
                      Routee.KEY,
                      own.messageAdapter(
                          Receptionist.Listing.class,
                          list -> new Routees(list.getServiceInstances(Routee.KEY).size()))));
          started.complete(own);
          return Behaviors.receive(Message.class)
              .onMessage(Answered.class, RouterDoor::onAnswered)
              .onMessage(Run.class, RouterDoor::onRun)
              .onMessage(Routees.class, this::onRoutees)
              .build();
        });
  }

  private static Behavior<Message> onAnswered(Answered answered) throws Exception {
    answered.callback().call(answered.error(), answered.number());
    return Behaviors.same();
  }

  private static Behavior<Message> onRun(Run run) {
    run.code().run();
    return Behaviors.same();
  }

  private Behavior<Message> onRoutees(Routees message) {
    routees = message.count();
    return Behaviors.same();
  }

  @Override
  public void execute(Runnable code) {
    self.tell(new Run(code));
  }

  @Override
  public void submit(Work work, int number, Callback<Integer> callback) {
    context.ask(
        Routee.Answer.class,
        router,
        LIMIT,
        (ActorRef<Routee.Answer> replyTo) -> new Routee.Ask(work, number, replyTo),
        (answer, error) -> new Answered(callback, answer == null ? null : answer.number(), error));
  }

  @Override
  public int workerNodes() {
    return routees / Routee.PER_NODE;
  }
}
