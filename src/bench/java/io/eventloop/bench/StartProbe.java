package io.eventloop.bench;

import io.eventloop.NodeRuntime;
import io.eventloop.pool.TaskKind;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/**
 * The shortest program that a contender allows: one task, its callback, and the end. It says when
 * the callback ran; {@link StartAndEnd} knows when the process began and was gone.
 *
 * <p>An archive of class data halves the start. One run lists the classes, the JVM writes them, and
 * later runs name the archive:
 *
 * <pre>{@code
 * java -XX:DumpLoadedClassList=target/start.classes -cp target/pekko-eventloop-bench.jar io.eventloop.bench.StartProbe eventloop
 * java -Xshare:dump -XX:SharedClassListFile=target/start.classes -XX:SharedArchiveFile=target/start.jsa -Xlog:disable -cp target/pekko-eventloop-bench.jar
 * java -XX:SharedArchiveFile=target/start.jsa -cp target/pekko-eventloop-bench.jar io.eventloop.bench.StartProbe eventloop
 * }</pre>
 *
 * <p>No enum and no command line parser here: they would be measured too.
 */
public final class StartProbe {
  /** Before the time in milliseconds since 1970. */
  static final String MARK = "@callback ";

  private StartProbe() {}

  /**
   * Runs it.
   *
   * @param args the name of the contender
   */
  public static void main(String[] args) {
    if (args[0].equals("eventloop") || args[0].equals("pekko")) {
      LoggerFactory.getILoggerFactory(); // of which Pekko makes use, in several threads at once
    }
    switch (args[0]) {
      case "eventloop" -> eventloop();
      case "jdk" -> jdk();
      case "vertx" -> vertx();
      case "pekko" -> emptySystem();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void called() {
    System.out.println(MARK + System.currentTimeMillis());
  }

  private static void eventloop() {
    NodeRuntime.run(
        loop -> loop.submit(TaskKind.of("bench"), () -> true, (error, value) -> called()));
  }

  private static void jdk() {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    ExecutorService loop = Executors.newSingleThreadExecutor();
    pool.execute(
        () ->
            loop.execute(
                () -> {
                  called();
                  pool.shutdown();
                  loop.shutdown();
                }));
  }

  private static void vertx() {
    Vertx vertx = Vertx.vertx();
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("w", 4);
    vertx.runOnContext(
        nothing ->
            workers
                .executeBlocking(() -> true, false)
                .onComplete(
                    value -> {
                      called();
                      vertx.close();
                    }));
  }

  /** What any program on Pekko pays: an actor system with nothing in it, and no task. */
  private static void emptySystem() {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "empty");
    called();
    system.terminate();
  }
}
