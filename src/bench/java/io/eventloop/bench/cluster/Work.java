package io.eventloop.bench.cluster;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a task does on its worker; its argument is a number, which it yields. */
public enum Work {
  EMPTY("tasks that do nothing", 0, 256),
  SLEEP("tasks that sleep 5 ms", 5, 16);

  private final String what;
  private final int millis;
  private final int outstandingPerNode;

  Work(String what, int millis, int outstandingPerNode) {
    this.what = what;
    this.millis = millis;
    this.outstandingPerNode = outstandingPerNode;
  }

  public String what() {
    return what;
  }

  /** How many are submitted and not answered, for each worker node. */
  public int outstandingPerNode() {
    return outstandingPerNode;
  }

  int run(int number) throws InterruptedException {
    if (millis > 0) {
      TimeUnit.MILLISECONDS.sleep(millis);
    }
    return number;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
