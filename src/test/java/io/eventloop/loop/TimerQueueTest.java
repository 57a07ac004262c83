package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The timers as Node keeps them: when they fire, in which order, and that none is lost. */
class TimerQueueTest {
  private long time;
  private final TimerQueue queue = new TimerQueue(new LoopThread(), () -> time);
  private final List<String> fired = new ArrayList<>();

  private Timer add(Runnable callback, long duration, long now) {
    time = now;
    Timer timer = timer(queue, duration, true).calling(callback);
    queue.add(timer);
    return timer;
  }

  private static Timer timer(TimerQueue queue, long duration, boolean referenced) {
    return new Timer(queue, duration, false, referenced, null);
  }

  private Timer add(String name, long duration, long now) {
    return add(() -> fired.add(name), duration, now);
  }

  private List<String> runDue(long now) {
    fired.clear();
    time = now;
    queue.fireDue(now);
    return List.copyOf(fired);
  }

  private void setAndClearUnreferenced(long duration, long now) {
    time = now;
    Timer timer = timer(queue, duration, false).calling(() -> fired.add("WRONG"));
    queue.add(timer);
    queue.clear(timer);
  }

  /** node prints the same of timers of 10, 6 and 10 ms, with 5 ms and then 20 ms of spinning. */
  @Test
  void shouldKeepThePlaceOfAListWhoseUnreferencedTimerWasClearedAsNodeDoes() {
    setAndClearUnreferenced(10, 0);
    add("of 6", 6, 5);
    add("of 10", 10, 5);
    assertThat(runDue(30)).containsExactly("of 10", "of 6");
  }

  @Test
  void shouldNotPileUpListsWhoseUnreferencedTimersWereCleared() {
    int durations = 100_000;
    for (int i = 1; i <= durations; i++) {
      setAndClearUnreferenced(i, 0);
    }
    assertThat(queue.nextExpiry()).as("when the first of them is due").isGreaterThan(98_000);
    add("timer", 5, 0);
    assertThat(queue.nextExpiry()).isEqualTo(5);
    assertThat(runDue(durations)).containsExactly("timer");
    assertThat(queue.nextExpiry()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldFireBothInOrderWhenTwoFallOnOneInstant() {
    add("first", 10, 0);
    add("second", 10, 0);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(runDue(9)).isEmpty();
    assertThat(runDue(10)).containsExactly("first", "second");
    assertThat(queue.size()).isZero();
  }

  @Test
  void shouldFireTheOneStartedFirstWhenDifferentDelaysFallOnOneInstant() {
    add("of 20", 20, 0);
    add("of 10", 10, 10);
    assertThat(runDue(20)).containsExactly("of 20", "of 10");
  }

  @Test
  void shouldNotFireATimerTheInstantThatItWasStartedByAnother() {
    add(() -> add("nested", 1, 5), 1, 4);
    assertThat(runDue(5)).isEmpty();
    assertThat(queue.nextExpiry()).isEqualTo(6);
    assertThat(runDue(6)).containsExactly("nested");
  }

  @Test
  void shouldRunAListWholeBeforeTheNext() {
    add("1a", 1, 0);
    add("2a", 2, 0);
    add("1b", 1, 3);
    assertThat(runDue(5)).containsExactly("1a", "1b", "2a");
  }

  @Test
  void shouldNotFireWhatAnEarlierTimerOfThePassHasCleared() {
    Timer[] victims = new Timer[2];
    add(
        () -> {
          queue.clear(victims[0]);
          queue.clear(victims[1]);
        },
        10,
        0);
    victims[0] = add("same list", 10, 0);
    victims[1] = add("other list", 5, 5);
    add("left", 10, 0);
    assertThat(runDue(10)).containsExactly("left");
    assertThat(queue.size()).isZero();
    assertThat(queue.nextExpiry()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldDoNothingWhenATimerIsClearedTwiceOrAfterItFired() {
    Timer timer = add("once", 10, 0);
    add("other", 10, 0);
    runDue(10);
    queue.clear(timer);
    queue.clear(timer);
    assertThat(queue.size()).isZero();
    assertThat(queue.referenced()).isZero();
  }

  @Test
  void shouldCountThoseThatKeepTheLoopAlive() {
    queue.add(timer(queue, 10, false));
    Timer timer = add("referenced", 10, 0);
    assertThat(queue.referenced()).isEqualTo(1);
    assertThat(queue.size()).isEqualTo(2);
    queue.clear(timer);
    assertThat(queue.referenced()).isZero();
  }

  /** Each number is a step: sets a timer, clears one, or lets time pass. */
  @Property(tries = 300)
  void shouldFireEachTimerOnceAndOnTimeUnlessCleared(
      @ForAll @Size(max = 200) List<@IntRange(max = 9_999) Integer> steps) {
    TimerQueue mine = new TimerQueue(new LoopThread(), () -> time);
    Map<Timer, Long> model = new HashMap<>();
    List<Timer> all = new ArrayList<>();
    time = 0;
    for (int step : steps) {
      int what = step / 10;
      switch (step % 10) {
        case 0, 1, 2, 3, 4 -> {
          Timer timer = timer(mine, 1 + what % 20, true);
          timer.calling(
              () -> assertThat(model.remove(timer)).isNotNull().isLessThanOrEqualTo(time));
          mine.add(timer);
          model.put(timer, time + timer.durationMillis());
          all.add(timer);
        }
        case 5, 6 -> {
          if (!all.isEmpty()) {
            Timer timer = all.get(what % all.size());
            mine.clear(timer);
            model.remove(timer);
          }
        }
        default -> {
          time += what % 15;
          mine.fireDue(time);
          assertThat(model.values()).allMatch(expiry -> expiry > time);
        }
      }
      assertThat(mine.size()).isEqualTo(model.size());
      assertThat(mine.referenced()).isEqualTo(model.size());
      long earliest = model.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
      assertThat(mine.nextExpiry())
          .as("never wakes late, and not at all for nothing")
          .isLessThanOrEqualTo(earliest)
          .matches(next -> (next == Long.MAX_VALUE) == model.isEmpty());
    }
  }
}
