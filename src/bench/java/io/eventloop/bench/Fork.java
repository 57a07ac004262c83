package io.eventloop.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.eventloop.bench.contender.Contenders;
import io.eventloop.bench.figure.Measured;
import io.eventloop.bench.figure.Metric;
import io.eventloop.bench.workload.Scale;
import io.eventloop.bench.workload.Workloads;
import io.eventloop.loop.RuntimeActor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One contender at one workload, in the JVM that {@link #spawn} makes for it. */
@Command(
    name = "fork",
    description = "One contender at one workload in this JVM; what the comparison starts.")
final class Fork implements Callable<Integer> {
  static final Duration LIMIT = Duration.ofMinutes(3);

  @Parameters(
      index = "0",
      converter = NamedConverter.OfContenders.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  Contenders contender;

  @Parameters(
      index = "1",
      converter = NamedConverter.OfWorkloads.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  Workloads workload;

  @Option(names = "--quick", description = "Less warm-up, fewer tasks.")
  boolean quick;

  @Override
  public Integer call() throws Exception {
    silenceLoop();
    Neighbours neighbours = new Neighbours();
    Measured measured = workload.measure(contender, quick ? Scale.QUICK : Scale.FULL);
    measured.add(Metric.OTHERS, neighbours.share());
    measured.toLines().forEach(System.out::println);
    System.out.flush();
    Runtime.getRuntime().halt(0); // the contender is not ended: that takes time, and is W8's matter
    return 0;
  }

  /** A burst of a million holds the loop for longer than the library likes, and rightly. */
  private static void silenceLoop() {
    ((Logger) LoggerFactory.getLogger(RuntimeActor.class)).setLevel(Level.ERROR);
  }

  /** Runs it in a fresh JVM. */
  static Measured spawn(Contenders contender, Workloads workload, boolean quick)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("fork", contender.toString(), workload.toString()));
    if (quick) {
      command.add("--quick");
    }
    Measured measured = new Measured();
    Jvm.run(LIMIT, measured::parse, workload.jvmFlags(), command.toArray(String[]::new));
    if (measured.figures().isEmpty()) {
      throw new IOException(contender + " at " + workload + ": no figures");
    }
    return measured;
  }
}
