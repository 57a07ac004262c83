package io.eventloop.cluster;

import com.typesafe.config.ConfigException;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of task that this node runs for others: those that {@code eventloop.cluster.kinds}
 * names, and those that are registered in code. Safe to use from any thread.
 */
public final class TaskRegistry implements Extension {
  private static final String KINDS = "eventloop.cluster.kinds";

  private final Map<String, RemoteKind<?, ?>> kinds = new ConcurrentSkipListMap<>();
  private final Map<String, Handled<?>> handlers = new ConcurrentSkipListMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** A durable kind, and who takes its answers. */
  private record Handled<R>(RemoteKind<?, R> kind, ResultHandler<? super R> handler) {}

  private TaskRegistry(ActorSystem<?> system) {
    for (String name : ClusterSettings.from(system.settings().config()).kinds()) {
      register(provider(system, name).kind());
    }
  }

  /**
   * Of this actor system.
   *
   * @throws IllegalStateException if the optional dependencies of a cluster are missing, or the
   *     system is not one of a cluster
   * @throws ConfigException if a class that configuration names is no {@link KindProvider}
   */
  public static TaskRegistry get(ActorSystem<?> system) {
    Requirements.check(system);
    return system.registerExtension(Id.INSTANCE);
  }

  private static KindProvider provider(ActorSystem<?> system, String name) {
    try {
      return Class.forName(name, true, system.dynamicAccess().classLoader())
          .asSubclass(KindProvider.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException unfit) {
      throw new ConfigException.BadValue(
          system.settings().config().getValue(KINDS).origin(),
          KINDS,
          name
              + " is not accepted; a class that implements KindProvider and has a public"
              + " constructor without parameters is",
          unfit);
    }
  }

  /**
   * Has this node run tasks of a kind, if it is a worker; submitters hear of it at once.
   *
   * @throws IllegalArgumentException if the kind has no function, or another has its name
   */
  public void register(RemoteKind<?, ?> kind) {
    InvalidArgTypeException.require(kind, "kind", "an instance of RemoteKind");
    if (kind.function() == null) {
      throw new IllegalArgumentException(
          kind + " has no function: one made with RemoteKind.of is accepted");
    }
    RemoteKind<?, ?> before = kinds.putIfAbsent(kind.name(), kind);
    if (before != null && before != kind) {
      throw new IllegalArgumentException(
          "kind \"" + kind.name() + "\" is registered already: " + before);
    }
    listeners.forEach(Runnable::run);
  }

  /**
   * Has this node take the answers of a durable kind, those of tasks from before it was started
   * included. Tasks of the kind are run once it has a handler.
   *
   * @throws IllegalArgumentException if the kind is not durable, or has a handler
   */
  public <R> void onResult(RemoteKind<?, R> kind, ResultHandler<? super R> handler) {
    InvalidArgTypeException.require(kind, "kind", "an instance of RemoteKind");
    InvalidArgTypeException.requireFunction(handler, "handler");
    if (!kind.isDurable()) {
      throw new IllegalArgumentException(kind + " is not durable: its answers go to its callers");
    }
    if (handlers.putIfAbsent(kind.name(), new Handled<>(kind, handler)) != null) {
      throw new IllegalArgumentException("kind \"" + kind.name() + "\" has a handler already");
    }
    listeners.forEach(Runnable::run);
  }

  boolean hasHandlers() {
    return !handlers.isEmpty();
  }

  /** The kind of this name whose answers are taken here, or null. */
  @Nullable RemoteKind<?, ?> handledKind(String name) {
    Handled<?> handled = handlers.get(name);
    return handled == null ? null : handled.kind();
  }

  /** Gives an answer to the handler of its kind. */
  @SuppressWarnings("unchecked") // the outcome is of the kind, as the handler is
  @Nullable Void handle(long id, RemoteKind<?, ?> kind, Outcome<?> outcome) throws Exception {
    Handled<Object> handled = (Handled<Object>) handlers.get(kind.name());
    if (handled != null) {
      handled.handler().accept(id, outcome.error(), outcome.valueOrNull());
    }
    return null;
  }

  /** The names of the kinds, in order. */
  public List<String> names() {
    return List.copyOf(kinds.keySet());
  }

  Optional<RemoteKind<?, ?>> find(String name) {
    return Optional.ofNullable(kinds.get(name));
  }

  @Nullable RemoteKind<?, ?> get(String name) {
    return kinds.get(name);
  }

  /** What a worker with these lanes says of its kinds. */
  List<Welcome.Kind> describe(LaneLoad lanes) {
    return kinds.values().stream()
        .map(kind -> new Welcome.Kind(kind.name(), kind.runsOnce(), lanes.laneOf(kind.name())))
        .toList();
  }

  /**
   * Calls this whenever a kind or a handler was added, on the thread that adds it.
   *
   * @return ends that
   */
  Runnable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private static final class Id extends ExtensionId<TaskRegistry> {
    static final Id INSTANCE = new Id();

    @Override
    public TaskRegistry createExtension(ActorSystem<?> system) {
      return new TaskRegistry(system);
    }
  }
}
