package io.eventloop.cluster;

import io.eventloop.pool.TaskRejectedException;
import io.eventloop.pool.TaskTimeoutException;
import java.util.Collection;
import java.util.stream.Collectors;

/** What a submitter answers where no worker does. */
final class Errors {
  private Errors() {}

  static TaskRejectedException full(RemoteCall<?> call, ClusterSettings settings) {
    return new TaskRejectedException(
        call.kind()
            + " task rejected: "
            + settings.maxQueued()
            + " tasks wait for a node, the bound of eventloop.cluster.max-queued");
  }

  static TaskTimeoutException pastDeadline(RemoteCall<?> call) {
    return new TaskTimeoutException(
        call.kind()
            + " task was not done within its deadline of "
            + call.options().deadline().orElseThrow());
  }

  static WorkerLostException workerLost(RemoteCall<?> call, WorkerLink worker) {
    return new WorkerLostException(
        call.kind()
            + " task: its node "
            + worker.node()
            + " was lost after it had claimed it, and the task may not run twice");
  }

  static UnknownKindException unknownKind(Backlog.Need need, Collection<WorkerLink> workers) {
    String where =
        need.placement() instanceof Placement.Role role
            ? "no node with role \"" + role.name() + "\""
            : "no node";
    String there =
        workers.stream()
            .flatMap(worker -> worker.about().stream())
            .map(
                about ->
                    about.node()
                        + (about.roles().isEmpty() ? "" : " " + about.roles())
                        + " has "
                        + about.kinds().stream()
                            .map(Welcome.Kind::name)
                            .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "));
    return new UnknownKindException(
        "kind \""
            + need.kind()
            + "\": "
            + where
            + (need.runsOnce() ? " has it as one that may not run twice; " : " has it; ")
            + (there.isEmpty() ? "there is no worker node" : there));
  }
}
