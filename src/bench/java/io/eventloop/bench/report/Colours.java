package io.eventloop.bench.report;

import io.eventloop.bench.contender.Contenders;

/** The colour of each contender, the same in every chart: ours are blues, the others are not. */
final class Colours {
  private Colours() {}

  static String of(Contenders contender) {
    return switch (contender) {
      case EVENTLOOP -> "#0b5cad";
      case EVENTLOOP_PROMISE -> "#3f8fd8";
      case EVENTLOOP_OFFLOAD -> "#17a2b8";
      case EVENTLOOP_SHARED -> "#8bbbe8";
      case JDK -> "#e07b1a";
      case VERTX -> "#8e44ad";
      case PEKKO -> "#2e8b57";
      case NODE -> "#7a9a01";
      case VIRTUAL -> "#c0392b";
      case NAIVE -> "#888888";
    };
  }
}
