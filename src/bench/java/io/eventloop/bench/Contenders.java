package io.eventloop.bench;

import java.util.List;
import java.util.Locale;

/** The contenders by name. */
enum Contenders {
  NAIVE,
  EVENTLOOP,
  JDK;

  /** The one that the others are compared to. */
  static final Contenders BASELINE = JDK;

  Contender make() {
    return switch (this) {
      case NAIVE -> new NaiveContender();
      case EVENTLOOP -> new EventLoopContender();
      case JDK -> new JdkContender();
    };
  }

  static List<Contenders> all() {
    return List.of(values());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
