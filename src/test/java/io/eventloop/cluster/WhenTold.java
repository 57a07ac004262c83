package io.eventloop.cluster;

import java.time.Duration;
import java.util.List;

/** The settings of an actor under test: what takes time happens when the test says so. */
final class WhenTold {
  private static final Duration NOT_BY_ITSELF = Duration.ofHours(1);

  private WhenTold() {}

  static ClusterSettings settings() {
    return settings(NOT_BY_ITSELF);
  }

  /** The same with a time after which a kind that no node has is an error. */
  static ClusterSettings settings(Duration kindTimeout) {
    return new ClusterSettings(
        "on",
        List.of(),
        ClusterSettings.UNBOUNDED,
        NOT_BY_ITSELF,
        kindTimeout,
        NOT_BY_ITSELF,
        100_000,
        "off",
        NOT_BY_ITSELF,
        NOT_BY_ITSELF);
  }
}
