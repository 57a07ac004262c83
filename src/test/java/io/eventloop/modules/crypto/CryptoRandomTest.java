package io.eventloop.modules.crypto;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random bytes; the messages are those of Node 20.20.2. */
class CryptoRandomTest {

  @Test
  void shouldMakeOtherBytesEachTime() {
    byte[] one = randomBytes(32);
    assertThat(one).hasSize(32);
    assertThat(randomBytes(32)).hasSize(32).isNotEqualTo(one);
    assertThat(randomBytes(0)).isEmpty();
  }

  @Test
  void shouldFillTheArrayThatItIsGiven() {
    byte[] array = new byte[64];
    Outcome<byte[]> outcome =
        outcomeOf((loop, callback) -> loop.crypto().randomFill(array, callback));
    assertThat(outcome.valueOrNull()).isSameAs(array);
    assertThat(array).isNotEqualTo(new byte[64]);
  }

  @Test
  void shouldFillThePartOnly() {
    byte[] array = new byte[64];
    Outcome<byte[]> outcome =
        outcomeOf((loop, callback) -> loop.crypto().randomFill(array, 8, 48, callback));
    assertThat(outcome.valueOrNull()).isSameAs(array);
    assertThat(Arrays.copyOf(array, 8)).containsOnly(0);
    assertThat(Arrays.copyOfRange(array, 56, 64)).containsOnly(0);
    assertThat(Arrays.copyOfRange(array, 8, 56)).isNotEqualTo(new byte[48]);
  }

  @Test
  void shouldSettleThePromiseWhenThereIsNoCallback() {
    List<Integer> lengths = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          loop.crypto().randomBytes(3).then(bytes -> lengths.add(bytes.length));
          loop.crypto().randomFill(new byte[4]).then(bytes -> lengths.add(bytes.length));
          loop.crypto().randomFill(new byte[5], 1, 2).then(bytes -> lengths.add(bytes.length));
        });
    assertThat(lengths).containsExactly(3, 4, 5);
  }

  @Test
  void shouldRefuseNumbersInNodesWords() {
    assertOutOfRange(
        "\"size\" is out of range. It must be >= 0 && <= 2147483647. Received -1",
        loop -> loop.crypto().randomBytes(-1, null));
    byte[] four = new byte[4];
    assertOutOfRange(
        "\"offset\" is out of range. It must be >= 0 && <= 4. Received 5",
        loop -> loop.crypto().randomFill(four, 5, 0, (e, b) -> {}));
    assertOutOfRange(
        "\"offset\" is out of range. It must be >= 0 && <= 4. Received -1",
        loop -> loop.crypto().randomFill(four, -1, 1, (e, b) -> {}));
    assertOutOfRange(
        "\"size + offset\" is out of range. It must be <= 4. Received 5",
        loop -> loop.crypto().randomFill(four, 2, 3, (e, b) -> {}));
    assertOutOfRange(
        "\"size + offset\" is out of range. It must be <= 4. Received 2147483649",
        loop -> loop.crypto().randomFill(four, 2, Integer.MAX_VALUE, (e, b) -> {}));
  }

  @Test
  void shouldRefuseNullInNodesWords() {
    String function = "The \"callback\" argument must be of type function. Received null";
    assertRefused(function, loop -> loop.crypto().randomBytes(1, null));
    assertRefused(function, loop -> loop.crypto().randomFill(new byte[4], 2, -1, null));
    assertRefused(
        "The \"buf\" argument must be an instance of ArrayBuffer or ArrayBufferView."
            + " Received null",
        loop -> loop.crypto().randomFill(null, null));
  }

  @Test
  void shouldDrawEachNumberOfARangeAndNoOther() {
    Set<Long> drawn = new TreeSet<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          for (int i = 0; i < 500; i++) {
            drawn.add(loop.crypto().randomInt(-2, 3));
          }
          assertThat(loop.crypto().randomInt(1)).isZero();
          assertThat(loop.crypto().randomInt((1L << 48) - 1)).isBetween(0L, (1L << 48) - 2);
        });
    assertThat(drawn).containsExactly(-2L, -1L, 0L, 1L, 2L);
    Outcome<Long> outcome = outcomeOf((loop, callback) -> loop.crypto().randomInt(7, 8, callback));
    assertThat(outcome.valueOrNull()).isEqualTo(7);
    Outcome<Long> below = outcomeOf((loop, callback) -> loop.crypto().randomInt(1, callback));
    assertThat(below.valueOrNull()).isZero();
  }

  @Test
  void shouldRefuseARangeInNodesWords() {
    assertOutOfRange(
        "\"max\" is out of range. It must be greater than the value of \"min\" (0). Received 0",
        loop -> loop.crypto().randomInt(0));
    assertOutOfRange(
        "\"max\" is out of range. It must be greater than the value of \"min\" (5). Received 4",
        loop -> loop.crypto().randomInt(5, 4));
    assertOutOfRange(
        "\"max\" is out of range. It must be <= 281474976710655. Received 281_474_976_710_656",
        loop -> loop.crypto().randomInt(1L << 48));
    assertOutOfRange(
        "\"max\" is out of range. It must be <= 281474976710655. Received 281_474_976_710_656",
        loop -> loop.crypto().randomInt(1L << 48, (error, drawn) -> {}));
    assertOutOfRange( // Node calls it by another name where the lower bound was given
        "\"max - min\" is out of range. It must be <= 281474976710655."
            + " Received 281_474_976_710_656",
        loop -> loop.crypto().randomInt(0, 1L << 48));
    assertOutOfRange(
        "\"max - min\" is out of range. It must be <= 281474976710655."
            + " Received 281_474_976_710_657",
        loop -> loop.crypto().randomInt(-1, 1L << 48));
    assertRefused(
        "The \"max\" argument must be a safe integer. Received type number (9007199254740992)",
        loop -> loop.crypto().randomInt(1L << 53));
    assertRefused(
        "The \"min\" argument must be a safe integer. Received type number (-9007199254740992)",
        loop -> loop.crypto().randomInt(-(1L << 53), 1));
    assertRefused(
        "The \"callback\" argument must be of type function. Received null",
        loop -> loop.crypto().randomInt(0, 5, null));
  }

  @Test
  void shouldMakeAnotherUuidEachTime() {
    Set<String> made = new HashSet<>();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          made.add(loop.crypto().randomUUID());
          made.add(loop.crypto().randomUUID());
        });
    assertThat(made)
        .hasSize(2)
        .allMatch(
            uuid ->
                uuid.matches(
                    "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  }

  private static void assertOutOfRange(String end, Program program) {
    Throwable thrown = thrownBy(program);
    assertThat(thrown).isInstanceOf(OutOfRangeException.class).hasMessage("The value of " + end);
    assertThat(((OutOfRangeException) thrown).code()).isEqualTo("ERR_OUT_OF_RANGE");
    assertThat(((OutOfRangeException) thrown).name()).isEqualTo("RangeError");
  }

  private static void assertRefused(String message, Program program) {
    assertThat(thrownBy(program)).isInstanceOf(InvalidArgTypeException.class).hasMessage(message);
  }

  private static byte[] randomBytes(int size) {
    Outcome<byte[]> outcome =
        outcomeOf((loop, callback) -> loop.crypto().randomBytes(size, callback));
    return outcome.valueOrNull();
  }
}
