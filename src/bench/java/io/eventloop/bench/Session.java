package io.eventloop.bench;

import io.eventloop.bench.Contender.TaskLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One contender at one workload: rounds until it is warm, and then rounds that count. */
final class Session {
  private final Workload workload;
  private final Scale scale;
  private final @Nullable BiConsumer<Duration, List<Figure>> trace;
  private final WarmUp warmUp;
  private final long began = System.nanoTime();
  private boolean warm;
  private long warmAt;
  private Neighbours neighbours = new Neighbours();
  private List<Figure> figures = List.of();

  /**
   * Begins now.
   *
   * @param trace is told of each round, with the time since the beginning; the figures are then
   *     those of single rounds
   */
  Session(Workload workload, Scale scale, @Nullable BiConsumer<Duration, List<Figure>> trace) {
    this.workload = workload;
    this.scale = scale;
    this.trace = trace;
    this.warmUp = new WarmUp(scale.warmUp(), scale.longestWarmUp());
  }

  /** Runs it on the contender, to its end. */
  List<Figure> run(Contender contender) throws Exception {
    contender.run(this::nextRound);
    return figures;
  }

  private void nextRound(TaskLoop loop) {
    workload.start(loop, () -> roundOver(loop));
  }

  private void roundOver(TaskLoop loop) throws InterruptedException {
    long now = System.nanoTime();
    if (trace != null) {
      trace.accept(Duration.ofNanos(now - began), workload.figures());
    }
    if (warm && now - warmAt >= scale.measured().toNanos()) {
      figures = new ArrayList<>(workload.figures());
      figures.add(new Figure(Figure.Metric.OTHERS, neighbours.share()));
      loop.end();
      return;
    }
    if (!warm && warmUp.isOverAfterRound()) {
      warm = true;
      workload.reset();
      neighbours = new Neighbours();
      warmAt = System.nanoTime();
    } else if (trace != null) {
      workload.reset();
    }
    nextRound(loop);
  }
}
