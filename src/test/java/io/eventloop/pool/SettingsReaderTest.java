package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the block {@code eventloop} is read, and what is said when it is wrong. */
class SettingsReaderTest {
  private static final Set<String> OPEN = Set.of("lanes", "dispatcher");

  private static Config config(String eventloop) {
    return ConfigFactory.parseString(
        "eventloop { " + eventloop + " }",
        ConfigParseOptions.defaults().setOriginDescription("my.conf"));
  }

  private static SettingsReader reader(String eventloop) {
    return SettingsReader.of(config(eventloop));
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "2s, PT2S", "1.5 seconds, PT1.5S", "3 minutes, PT3M", "0s, PT0S"})
  void shouldReadADurationWithItsUnit(String text, Duration expected) {
    assertThat(reader("d = " + text).duration("d")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2", "2.5", "\"2\"", "-2s", "2 weaks", "soon", "\"\"", "{ s = 2 }", "[2s]"})
  void shouldRefuseADurationWithoutAKnownUnit(String text) {
    assertThatThrownBy(() -> reader("d = " + text).duration("d"))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("my.conf: 1")
        .hasMessageContaining("eventloop.d")
        .hasMessageContaining("a duration with a unit, such as 500ms or 2s, is");
  }

  @ParameterizedTest
  @CsvSource({"on, true", "off, false", "true, true", "false, false", "yes, true", "no, false"})
  void shouldReadASwitch(String text, boolean expected) {
    assertThat(reader("b = " + text).bool("b")).isEqualTo(expected);
  }

  @Test
  void shouldReadANumberThatIsWrittenAsText() {
    assertThat(reader("n = \"7\"").integer("n", 1, 10)).isEqualTo(7); // as a substitution gives it
  }

  @Test
  void shouldSayBadValueWhenAKeyIsNotKnown() {
    assertThatThrownBy(
            () ->
                reader("pool-size = 4\npoolsize = 5")
                    .refuseUnknown(config("pool-size = 1, clock = x"), OPEN))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessage(
            "my.conf: 2: Invalid value at 'eventloop.poolsize': there is no such key; accepted"
                + " below eventloop are clock, pool-size");
  }

  @Test
  void shouldTakeKeysThatTheUserNamesWhereTheyAreOpen() {
    assertThatCode(
            () ->
                reader("lanes.mine.kinds = [a], dispatcher.throughput = 5")
                    .refuseUnknown(config("pool-size = 1, lanes {}"), OPEN))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldTakeAnyKeyOfReferenceConf() {
    Config reference = ConfigFactory.defaultReference();
    assertThatCode(() -> SettingsReader.of(reference).refuseUnknown(reference, Set.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheKeyWhenWhatIsMadeOfTheValuesIsRefused() {
    SettingsReader reader = reader("a = 1");
    assertThatThrownBy(
            () ->
                reader.checked(
                    "a",
                    () -> {
                      throw new IllegalArgumentException("a = 1: accepted is 2");
                    }))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("eventloop.a")
        .hasMessageContaining("a = 1: accepted is 2");
  }
}
