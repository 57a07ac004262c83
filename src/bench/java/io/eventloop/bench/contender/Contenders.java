package io.eventloop.bench.contender;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The contenders by name. */
public enum Contenders {
  EVENTLOOP("this library in its default configuration, callback form"),
  EVENTLOOP_PROMISE("the same, promise form with one reaction"),
  EVENTLOOP_OFFLOAD("Offload from another actor, the answers piped to it"),
  EVENTLOOP_SHARED("this library embedded, on the pool that runtimes share, callback form"),
  JDK("newFixedThreadPool(4), and a single-thread executor for the callbacks"),
  VERTX("Vert.x 5, executeBlocking(work, false) on a WorkerExecutor of four"),
  PEKKO("plain Pekko, pipeToSelf of futures on a dispatcher with a fixed pool of four"),
  NODE("Node; its tasks are fs.access, as its pool has no empty ones"),
  VIRTUAL("a virtual thread for each task, and a single-thread executor for the callbacks"),
  NAIVE("the book's design: an actor for each thread, a message for each task and result");

  /** The one that the others are compared to. */
  public static final Contenders BASELINE = JDK;

  /** The first JDK with virtual threads. */
  private static final int VIRTUAL_SINCE = 21;

  private final String what;

  Contenders(String what) {
    this.what = what;
  }

  public String what() {
    return what;
  }

  /** Starts it in this JVM. */
  public Contender start() {
    return switch (this) {
      case EVENTLOOP -> new EventLoopContender(new ProgramHost(), EventLoopContender::callbackForm);
      case EVENTLOOP_PROMISE ->
          new EventLoopContender(new ProgramHost(), EventLoopContender::promiseForm);
      case EVENTLOOP_OFFLOAD -> AskingContender.ofOffload();
      case EVENTLOOP_SHARED ->
          new EventLoopContender(new EmbeddedHost(), EventLoopContender::callbackForm);
      case JDK -> JdkContender.ofFixedPool();
      case VERTX -> new VertxContender();
      case PEKKO -> AskingContender.ofPekko();
      case VIRTUAL -> JdkContender.ofVirtualThreads();
      case NAIVE -> new NaiveContender();
      case NODE -> throw new IllegalStateException("Node runs in a process of its own");
    };
  }

  /** Whether this JVM can run it; Node is another matter. */
  public boolean isKnownToThisJvm() {
    return this != VIRTUAL || Runtime.version().feature() >= VIRTUAL_SINCE;
  }

  /** All but the naive design, which has been beaten and is slow to measure. */
  public static List<Contenders> usual() {
    return Arrays.stream(values()).filter(contender -> contender != NAIVE).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
