package io.eventloop.loop;

/** Where an exception that nobody caught comes from; printed as Node names it. */
public enum ExceptionOrigin {
  /** A callback threw it. */
  UNCAUGHT_EXCEPTION("uncaughtException"),
  /** A promise was rejected with it, and nobody handles the rejection. */
  UNHANDLED_REJECTION("unhandledRejection");

  private final String nodeName;

  ExceptionOrigin(String nodeName) {
    this.nodeName = nodeName;
  }

  @Override
  public String toString() {
    return nodeName;
  }
}
