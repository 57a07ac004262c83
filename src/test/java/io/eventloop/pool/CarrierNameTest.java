package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a carrier is called while actors change places on it, slowly or fast. */
class CarrierNameTest {
  private static final long FAST = CarrierName.FAST_CHANGES;

  private final CarrierPool pool =
      new CarrierPool(getClass().getClassLoader(), (thread, error) -> {});
  private final Carrier one = new Carrier(pool);
  private final Carrier two = new Carrier(pool);
  private final List<Carrier> live = List.of(one, two);

  private void run(Carrier carrier, String actor) {
    if (!carrier.name.suits(actor)) {
      carrier.name.take(actor, live);
    }
  }

  private void look(long changes, int times) {
    for (int i = 0; i < times; i++) {
      one.name.look(changes, live);
    }
  }

  private void makeFast() {
    run(one, "main");
    look(FAST, CarrierName.LOOKS_TO_BE_FAST);
    run(one, "pool0");
  }

  @Test
  void shouldBearTheNameOfTheActorThatItRuns() {
    run(one, "main");
    assertThat(one.getName()).isEqualTo("main");
    look(FAST, CarrierName.LOOKS_TO_BE_FAST - 1);
    run(one, "pool0");
    assertThat(one.getName()).isEqualTo("pool0");
  }

  @Test
  void shouldSwapWithACarrierThatDoesNotNeedItsName() {
    run(one, "main");
    one.name.leaveRole();
    run(two, "pool0");
    run(two, "main");
    assertThat(two.getName()).isEqualTo("main");
    assertThat(one.getName()).isEqualTo("pool0");
  }

  @Test
  void shouldBearTwoNamesWhereActorsChangePlacesFast() {
    makeFast();
    assertThat(one.getName()).isEqualTo("main/pool0");
    assertThat(one.name.suits("main")).isTrue();
    assertThat(one.name.suits("pool0")).isTrue();
    assertThat(one.name.suits("pool1")).isFalse();
  }

  @Test
  void shouldGoOnFastWithAThird() {
    makeFast();
    run(one, "pool1");
    assertThat(one.getName()).endsWith("/pool1");
    run(one, "main");
    run(one, "pool1");
    assertThat(one.getName()).isEqualTo("pool1/main");
  }

  @Test
  void shouldBeNamedAtTheNextLookAfterWhatLasts() {
    makeFast();
    run(one, "main");
    look(0, 1);
    assertThat(one.getName()).isEqualTo("main");
    makeFast();
    run(one, "pool0");
    look(0, 1);
    assertThat(one.getName()).isEqualTo("pool0");
  }

  @Test
  void shouldNotBearANameForLongThatCameLate() {
    run(one, "main");
    one.name.suits("pool0"); // just as the watch has looked who it was
    look(0, 1);
    assertThat(one.getName()).isEqualTo("pool0");
  }

  @Test
  void shouldLeaveBothNamesToBeSeenWhenItRests() {
    run(two, "pool0");
    two.name.leaveRole();
    makeFast();
    one.name.leaveRole();
    one.name.rest(live);
    assertThat(live).extracting(Carrier::getName).containsExactly("main", "pool0");
  }
}
