package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whose turn it is when many runtimes share a pool. */
class RotationTest {
  private static final int MEMBERS = 5;

  private static final class Runtime implements Rotation.Member {
    private final String name;
    private final Rotation.Place place = new Rotation.Place();
    private int tasks;

    /** How many tasks each other has had since this one began to wait. */
    private final Map<Runtime, Integer> since = new HashMap<>();

    Runtime(int number) {
      name = "runtime" + number;
    }

    @Override
    public Rotation.Place place() {
      return place;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final Rotation<Runtime> rotation = new Rotation<>();
  private final List<Runtime> runtimes =
      IntStream.range(0, MEMBERS).mapToObj(Runtime::new).toList();

  private void submit(Runtime runtime) {
    if (runtime.tasks++ == 0) {
      rotation.enter(runtime);
    }
  }

  private Runtime serve() {
    Runtime next = rotation.poll();
    if (next != null) {
      rotation.served(next);
      if (--next.tasks > 0) {
        rotation.toTheEnd(next);
      }
    }
    return next;
  }

  private List<Runtime> serve(int turns) {
    List<Runtime> served = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      served.add(serve());
    }
    return served;
  }

  @Test
  void shouldGiveEachATaskInTurn() {
    for (int i = 0; i < 3; i++) {
      runtimes.forEach(this::submit);
    }
    List<Runtime> thrice = new ArrayList<>(runtimes);
    thrice.addAll(runtimes);
    thrice.addAll(runtimes);
    assertThat(serve(15)).isEqualTo(thrice);
    assertThat(rotation.isEmpty()).isTrue();
  }

  @Test
  void shouldServeAFirstTaskBeforeTheLine() {
    Runtime late = runtimes.get(4);
    for (int i = 0; i < 4; i++) {
      runtimes.subList(0, 4).forEach(this::submit);
    }
    serve(4);
    assertThat(rotation.hasNewcomers()).isFalse();
    submit(late);
    assertThat(rotation.hasNewcomers()).isTrue();
    assertThat(serve()).isEqualTo(late);
    assertThat(rotation.hasNewcomers()).isFalse();
  }

  @Test
  void shouldServeItOnceOnlyWhileTheLineMovesUpByOne() {
    Runtime eager = runtimes.get(4);
    for (int i = 0; i < 4; i++) {
      runtimes.subList(0, 2).forEach(this::submit);
    }
    serve(2);
    submit(eager);
    assertThat(serve()).isEqualTo(eager);
    submit(eager);
    assertThat(serve(3)).containsExactly(runtimes.get(0), runtimes.get(1), eager);
  }

  /** Each number below 5 submits a task of that runtime, each other serves a turn. */
  @Property
  void shouldLetNobodyWaitForMoreThanOneTaskOfEachOther(
      @ForAll @Size(max = 200) List<@IntRange(max = 2 * MEMBERS) Integer> steps) {
    for (int step : steps) {
      if (step < MEMBERS) {
        Runtime runtime = runtimes.get(step);
        if (runtime.tasks == 0) {
          runtime.since.clear();
        }
        submit(runtime);
      } else {
        Runtime served = serve();
        if (served != null) {
          runtimes.forEach(waiting -> waiting.since.merge(served, 1, Integer::sum));
          runtimes.stream()
              .filter(other -> other != served && other.tasks > 0)
              .forEach(
                  other ->
                      assertThat(other.since.get(served))
                          .as("tasks of %s while %s waits", served, other)
                          .isLessThanOrEqualTo(1));
          served.since.clear();
        }
      }
    }
    serve(steps.size());
    assertThat(rotation.isEmpty()).isTrue();
    assertThat(rotation.hasNewcomers()).isFalse();
  }
}
