package io.eventloop.loop.model;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.eventloop.loop.Hosting;
import io.eventloop.loop.LoopSettings;
import io.eventloop.loop.RuntimeActor;
import io.eventloop.loop.model.ProgramGenerator.Pace;
import io.eventloop.pool.Pools;
import io.eventloop.testing.Waiting;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random programs do on the loop what they do on the model. {@code -Dloop.model.programs=100000}
 * tries more of them, {@code -Dloop.model.seed=7} the ones from that seed on.
 */
class LoopModelTest {
  private static final long PROGRAMS = Long.getLong("loop.model.programs", 10_000);
  private static final long FIRST_SEED = Long.getLong("loop.model.seed", 1);

  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              eventloop.clock = "%s"
              eventloop.max-callbacks-per-turn = 1000000
              eventloop.blocked-loop-warning = off
              """
                  .formatted(VirtualClock.class.getName()))
          .withFallback(ConfigFactory.load());

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(RuntimeActor.class);

  private static ActorTestKit kit;
  private static LoopSettings settings;

  private record Difference(Program program, Result expected, Result actual) {
    @Override
    public String toString() {
      return "%s---- the model:%n%s%n---- the loop:%n%s%n".formatted(program, expected, actual);
    }
  }

  @BeforeAll
  static void start() {
    LOG.setLevel(Level.OFF); // it reports the exceptions that end programs
    kit = ActorTestKit.create("loop-model", CONFIG);
    settings = LoopSettings.from(CONFIG, Pools.named("unused", 1));
  }

  @AfterAll
  static void shutDown() {
    kit.shutdownTestKit();
    LOG.setLevel(null);
  }

  @Test
  void shouldDoWithRandomProgramsWhatTheModelDoes() {
    compare(PROGRAMS, Pace.FINE, seed -> settings);
  }

  @Test
  void shouldKeepTheOrderWhenTheBudgetOfATurnIsSmall() {
    compare(
        PROGRAMS / 5, Pace.NONE, seed -> settings.withMaxCallbacksPerTurn(1 + (int) (seed % 4)));
  }

  private static void compare(long programs, Pace pace, LongFunction<LoopSettings> settingsOf) {
    List<Difference> differences =
        LongStream.range(FIRST_SEED, FIRST_SEED + programs)
            .mapToObj(seed -> compare(ProgramGenerator.program(seed, pace), settingsOf.apply(seed)))
            .filter(Objects::nonNull)
            .sorted(Comparator.comparingInt(LoopModelTest::size))
            .toList();
    List<Long> seeds = differences.stream().map(each -> each.program().seed()).limit(10).toList();
    assertThat(differences.stream().findFirst())
        .as(
            "%d of %d programs differ, among them those of the seeds %s; the shortest",
            differences.size(), programs, seeds)
        .isEmpty();
  }

  private static int size(Difference difference) {
    return difference.program().toString().length();
  }

  /** Null if there is no difference. */
  private static Difference compare(Program program, LoopSettings settings) {
    Result expected = new Model(new WakeUp()).run(program);
    Result actual = runOnLoop(program, settings);
    return actual.equals(expected) ? null : new Difference(program, expected, actual);
  }

  private static Result runOnLoop(Program program, LoopSettings settings) {
    CompletableFuture<Result> result = new CompletableFuture<>();
    CompletableFuture<LoopHost> host = new CompletableFuture<>();
    VirtualClock clock = VirtualClock.of(kit.system());
    kit.spawn(
        RuntimeActor.standAlone(
            settings,
            registrar -> {
              LoopHost made = new LoopHost(registrar, clock);
              host.complete(made);
              Interpreter.main(program, made).run();
            },
            Hosting.STAND_ALONE,
            report -> result.complete(new Result(report.exitCode(), host.join().lines()))),
        RuntimeActor.dispatcher());
    return Waiting.valueOf(result);
  }
}
