package io.eventloop.cluster;

import io.eventloop.pool.TaskKind;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import org.jspecify.annotations.Nullable;

/**
 * What may be run on another node: a name that all nodes know, the types of argument and result,
 * and, where it is registered, the function. The types are {@link io.eventloop.value.Js}, or
 * records and whatever else Jackson reads and writes by their class alone. Immutable.
 *
 * @param <A> the argument
 * @param <R> the result
 */
public final class RemoteKind<A, R> {
  private final TaskKind task;
  private final Class<A> argumentType;
  private final Class<R> resultType;
  private final @Nullable RemoteFunction<? super A, ? extends R> function;
  private final boolean runsOnce;
  private final boolean durable;

  private RemoteKind(
      TaskKind task,
      Class<A> argumentType,
      Class<R> resultType,
      @Nullable RemoteFunction<? super A, ? extends R> function,
      boolean runsOnce,
      boolean durable) {
    this.task = task;
    this.argumentType = argumentType;
    this.resultType = resultType;
    this.function = function;
    this.runsOnce = runsOnce;
    this.durable = durable;
    if (runsOnce && durable) {
      throw new IllegalArgumentException(
          "kind \""
              + task
              + "\": runningOnce or durable is accepted, not both: after a restart nobody knows"
              + " whether a task has run");
    }
  }

  /**
   * A kind with its function, for {@link TaskRegistry#register} and for submitting. It may run
   * twice: where a node is lost, another runs its tasks again.
   *
   * @param name not blank; under which logs, lanes and other nodes know it
   * @param argumentType what the argument is written and read as
   * @param resultType what the result is written and read as
   */
  public static <A, R> RemoteKind<A, R> of(
      String name,
      Class<A> argumentType,
      Class<R> resultType,
      RemoteFunction<? super A, ? extends R> function) {
    InvalidArgTypeException.requireFunction(function, "function");
    return new RemoteKind<>(
        task(name), type(argumentType), type(resultType), function, false, false);
  }

  /** A kind for submitting only, on a node that does not have its function. */
  public static <A, R> RemoteKind<A, R> named(
      String name, Class<A> argumentType, Class<R> resultType) {
    return new RemoteKind<>(task(name), type(argumentType), type(resultType), null, false, false);
  }

  private static TaskKind task(@Nullable String name) {
    String given = InvalidArgTypeException.require(name, "name", "of type string");
    if (given.isBlank()) {
      throw InvalidArgValueException.of("name", "must not be blank", given);
    }
    return TaskKind.of(given);
  }

  private static <T> Class<T> type(@Nullable Class<T> type) {
    return InvalidArgTypeException.require(type, "type", "an instance of Class");
  }

  /**
   * A copy whose tasks never run twice. Each is claimed from its submitter before it runs; when the
   * node that has claimed it is lost, it is answered with {@link WorkerLostException}. A node where
   * the kind is registered without this does not get them.
   */
  public RemoteKind<A, R> runningOnce() {
    return new RemoteKind<>(task, argumentType, resultType, function, true, durable);
  }

  /**
   * A copy whose tasks outlive the node that submits them: see {@link ClusterPool#submitDurable}.
   *
   * @throws IllegalArgumentException if its tasks may not run twice
   */
  public RemoteKind<A, R> durable() {
    return new RemoteKind<>(task, argumentType, resultType, function, runsOnce, true);
  }

  /** Under which all nodes know it. */
  public String name() {
    return task.name();
  }

  /** What the argument is written and read as. */
  public Class<A> argumentType() {
    return argumentType;
  }

  /** What the result is written and read as. */
  public Class<R> resultType() {
    return resultType;
  }

  /** Whether its tasks never run twice. */
  public boolean runsOnce() {
    return runsOnce;
  }

  /** Whether its tasks outlive the node that submits them. */
  public boolean isDurable() {
    return durable;
  }

  TaskKind task() {
    return task;
  }

  /** Null where the kind is for submitting only. */
  @Nullable RemoteFunction<? super A, ? extends R> function() {
    return function;
  }

  @Override
  public String toString() {
    return "RemoteKind("
        + name()
        + ": "
        + argumentType.getSimpleName()
        + " -> "
        + resultType.getSimpleName()
        + (runsOnce ? ", runs once" : "")
        + (durable ? ", durable)" : ")");
  }
}
