package io.eventloop.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;

/** What a cluster needs that the core does without; knows none of it by more than its name. */
final class Requirements {
  private static final String PROVIDER = "pekko.actor.provider";

  /** A class of each optional dependency, and the artifact that has it. */
  private static final Map<String, String> ARTIFACTS = new LinkedHashMap<>();

  static {
    ARTIFACTS.put("org.apache.pekko.cluster.typed.Cluster", "pekko-cluster-typed");
    ARTIFACTS.put(
        "org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider",
        "pekko-serialization-jackson");
  }

  private Requirements() {}

  /**
   * Refuses a system without what a cluster needs.
   *
   * @throws IllegalStateException that says what to add
   */
  static void check(ActorSystem<?> system) {
    String missing =
        ARTIFACTS.entrySet().stream()
            .filter(entry -> !isThere(entry.getKey()))
            .map(entry -> "org.apache.pekko:" + entry.getValue() + "_2.13")
            .collect(Collectors.joining(" and "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "tasks across a cluster need " + missing + " among the dependencies");
    }
    String provider = system.settings().config().getString(PROVIDER);
    if (!provider.equals("cluster")
        && !provider.equals("org.apache.pekko.cluster.ClusterActorRefProvider")) {
      throw new IllegalStateException(
          "tasks across a cluster need an actor system of one: "
              + PROVIDER
              + " = "
              + provider
              + " is not accepted; cluster is");
    }
  }

  /** Refuses a durable task where nothing can keep it. */
  static void checkDurable(String name) {
    if (!isThere("org.apache.pekko.persistence.typed.delivery.EventSourcedProducerQueue")) {
      throw new IllegalStateException(
          "durable tasks need org.apache.pekko:pekko-persistence-typed_2.13 among the"
              + " dependencies, and a plugin for a journal");
    }
    if (name.equals("off")) {
      throw new IllegalStateException(
          "eventloop.cluster.durable-name = off is not accepted for durable tasks; a name is, which"
              + " this node keeps when it is started again and no other has");
    }
  }

  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, Requirements.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }
}
