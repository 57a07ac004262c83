package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The callback table against a map. */
class CallbackTableTest {
  private final CallbackTable table = new CallbackTable(0);

  private record Waiting(long callbackId) implements Pending {
    @Override
    public String what() {
      return "something";
    }

    @Override
    public StackTraceElement callSite() {
      return null;
    }

    @Override
    public CallContext context() {
      return null;
    }

    @Override
    public void forgetSignal() {}

    @Override
    public void answeredBy(Outcome<?> outcome) {}

    @Override
    public void run() {}

    @Override
    public void abandon(RuntimeTerminatedException why) {}
  }

  private long add() {
    return table.add(new Waiting(table.nextId())).callbackId();
  }

  @Test
  void shouldPassOverAnIdWhosePlaceIsTaken() {
    long first = add();
    for (int i = 0; i < 15; i++) { // the smallest table has 16 places
      table.remove(add());
    }
    long next = add();
    assertThat(next & 15).as("place of %d and of %d", first, next).isNotEqualTo(first & 15);
    assertThat(table.remove(first)).isEqualTo(new Waiting(first));
    assertThat(table.remove(next)).isEqualTo(new Waiting(next));
  }

  @Test
  void shouldFindNothingWhenAnIdIsAnsweredASecondTime() {
    long id = add();
    assertThat(table.remove(id)).isNotNull();
    for (int i = 0; i < 100; i++) {
      add();
      assertThat(table.remove(id)).as("after %d more", i + 1).isNull();
    }
  }

  @Test
  void shouldFindNothingWhenAnIdWasNeverGiven() {
    long id = add();
    assertThat(table.remove(id + 16)).as("same place, other id").isNull();
    assertThat(table.remove(0)).isNull();
    assertThat(table.remove(-1)).isNull();
    assertThat(table.remove(Long.MAX_VALUE)).isNull();
    assertThat(table.remove(id)).isNotNull();
  }

  /** Adds where the number is even; else answers the id at that place of all that were given. */
  @Property(tries = 100)
  void shouldBehaveAsAMapAndNeverGiveAnIdTwice(
      @ForAll @Size(max = 400) List<@IntRange(max = 10_000) Integer> steps) {
    CallbackTable mine = new CallbackTable(3);
    Map<Long, Pending> model = new TreeMap<>();
    List<Long> given = new ArrayList<>();
    Set<Long> unique = new HashSet<>();
    for (int step : steps) {
      if (step % 2 == 0 || given.isEmpty()) {
        Pending added = mine.add(new Waiting(mine.nextId()));
        assertThat(unique.add(added.callbackId())).as("%s is new", added).isTrue();
        given.add(added.callbackId());
        model.put(added.callbackId(), added);
      } else {
        long id = given.get(step % given.size());
        assertThat(mine.remove(id)).isSameAs(model.remove(id));
      }
      assertThat(mine.size()).isEqualTo(model.size());
    }
    List<Pending> drained = new ArrayList<>();
    mine.drain(drained::add);
    assertThat(drained).as("the oldest first").containsExactlyElementsOf(model.values());
    assertThat(mine.size()).isZero();
  }
}
