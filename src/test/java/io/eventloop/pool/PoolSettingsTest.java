package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.eventloop.pool.PoolSettings.LaneSettings;
import io.eventloop.pool.PoolSettings.WhenFull;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the configuration, the environment and code make of a pool's settings. */
class PoolSettingsTest {
  private static final Config REFERENCE = ConfigFactory.defaultReference();

  private static PoolSettings read(String eventloop, Map<String, String> environment) {
    Config config =
        ConfigFactory.parseString(
            "eventloop { " + eventloop + " }",
            ConfigParseOptions.defaults().setOriginDescription("my.conf"));
    return PoolSettings.from(config.withFallback(REFERENCE), environment);
  }

  private static PoolSettings read(String eventloop) {
    return read(eventloop, Map.of());
  }

  @Test
  void shouldHaveTheDefaultsOfReferenceConfWhenNothingIsSet() {
    assertThat(read(""))
        .isEqualTo(
            new PoolSettings(
                "pool",
                4,
                PoolSettings.UNBOUNDED,
                WhenFull.REJECT,
                List.of(new LaneSettings("slow-io", LaneSettings.HALF, Set.of(TaskKind.DNS))),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                false,
                PoolListener.NONE));
  }

  @Test
  void shouldTakeWhatTheConfigurationSays() {
    PoolSettings settings =
        read(
            """
            pool-size = 8, max-queued = 100, when-full = wait, stuck-grace = 500ms
            shutdown-grace = 1 minute, lanes.reports { max-threads = 2, kinds = [pdf, xls] }
            """);
    assertThat(settings.size()).isEqualTo(8);
    assertThat(settings.maxQueued()).isEqualTo(100);
    assertThat(settings.whenFull()).isEqualTo(WhenFull.WAIT);
    assertThat(settings.stuckGrace()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.shutdownGrace()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.lanes())
        .contains(new LaneSettings("reports", 2, Set.of(TaskKind.of("pdf"), TaskKind.of("xls"))));
  }

  @Test
  void shouldPreferCodeToConfigurationToEnvironmentForTheSize() {
    Map<String, String> environment = Map.of("UV_THREADPOOL_SIZE", "7");
    assertThat(read("", environment).size()).isEqualTo(7);
    assertThat(read("pool-size = 5", environment).size()).isEqualTo(5);
    assertThat(read("pool-size = default", environment).size()).isEqualTo(7);
    assertThat(read("pool-size = 5", environment).withSize(3).size()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pool-size = 0             | pool-size             | 0      | default or a whole number from 1 to 1024",
        "pool-size = 1025          | pool-size             | 1025   | default or a whole number from 1 to 1024",
        "pool-size = many          | pool-size             | many   | default or a whole number from 1 to 1024",
        "pool-size = 2.5           | pool-size             | 2.5    | default or a whole number from 1 to 1024",
        "pool-size = [4]           | pool-size             | [4]    | default or a whole number from 1 to 1024",
        "max-queued = 0            | max-queued            | 0      | unbounded or a positive whole number",
        "max-queued = -1           | max-queued            | -1     | unbounded or a positive whole number",
        "when-full = block         | when-full             | block  | reject or wait",
        "stuck-grace = 2           | stuck-grace           | 2      | a duration with a unit, such as 500ms or 2s",
        "stuck-grace = -2s         | stuck-grace           | -2s    | a duration with a unit, such as 500ms or 2s",
        "shutdown-grace = 2 weaks  | shutdown-grace        | 2 weaks| a duration with a unit, such as 500ms or 2s",
        "virtual-threads = perhaps | virtual-threads       | perhaps| on or off",
        "lanes.a.max-threads = 0, lanes.a.kinds = [] | lanes.a.max-threads | 0 | half or a whole number from 1 to 1024",
        "lanes.a.max-threads = 1, lanes.a.kinds = x  | lanes.a.kinds       | x | a list of strings",
      })
  void shouldNamePlaceKeyValueAndWhatIsAcceptedWhenAValueIsWrong(
      String setting, String key, String value, String accepted) {
    assertThatThrownBy(() -> read(setting))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("eventloop." + key)
        .hasMessageContaining(value + " is not accepted")
        .hasMessageContaining(accepted)
        .hasMessageContaining("my.conf: 1")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldRefuseAKindInTwoLanesWhenRead() {
    assertThatThrownBy(() -> read("lanes.a { max-threads = 1, kinds = [dns] }"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("eventloop")
        .hasMessageContaining("lanes = dns twice: accepted is one lane for a kind");
  }

  @Test
  void shouldRefuseALaneWithoutItsCapInOneLineWhenRead() {
    assertThatThrownBy(() -> read("lanes.a { kinds = [x] }"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("lanes.a.max-threads")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldRefuseValuesOutOfRangeWhenMadeByCode() {
    PoolSettings settings = read("");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withSize(0))
        .withMessage("size = 0: accepted is 1 to 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withSize(1025))
        .withMessage("size = 1025: accepted is 1 to 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withMaxQueued(-1, WhenFull.WAIT))
        .withMessageStartingWith("maxQueued = -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withStuckGrace(Duration.ofMillis(-1)))
        .withMessageStartingWith("stuckGrace = PT-0.001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withShutdownGrace(Duration.ofMillis(-1)))
        .withMessageStartingWith("shutdownGrace = PT-0.001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LaneSettings("a", -1, Set.of()))
        .withMessageStartingWith("maxThreads = -1");
  }

  @Test
  void shouldChangeInACopyWhatItSaysAndNothingElse() {
    PoolSettings settings = read("");
    Duration hour = Duration.ofHours(1);
    PoolListener mine = new PoolListener() {};
    assertThat(changed(settings, settings.withName("jdbc"))).isEqualTo(Map.of("name", "jdbc"));
    assertThat(changed(settings, settings.withSize(9))).isEqualTo(Map.of("size", 9));
    assertThat(changed(settings, settings.withMaxQueued(7, WhenFull.WAIT)))
        .isEqualTo(Map.of("maxQueued", 7, "whenFull", WhenFull.WAIT));
    assertThat(changed(settings, settings.withLanes(List.of())))
        .isEqualTo(Map.of("lanes", List.of()));
    assertThat(changed(settings, settings.withStuckGrace(hour)))
        .isEqualTo(Map.of("stuckGrace", hour));
    assertThat(changed(settings, settings.withShutdownGrace(hour)))
        .isEqualTo(Map.of("shutdownGrace", hour));
    assertThat(changed(settings, settings.withVirtualThreads(false))).isEmpty();
    assertThat(changed(settings, settings.withListener(mine))).isEqualTo(Map.of("listener", mine));
  }

  /** The components in which they differ, as they are in the second. */
  private static Map<String, Object> changed(PoolSettings from, PoolSettings to) {
    Map<String, Object> changes = new HashMap<>();
    for (RecordComponent component : PoolSettings.class.getRecordComponents()) {
      try {
        Object now = component.getAccessor().invoke(to);
        if (!now.equals(component.getAccessor().invoke(from))) {
          changes.put(component.getName(), now);
        }
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return changes;
  }

  @Test
  void shouldRefuseNamesThatNobodyCouldReadWhenMadeByCode() {
    assertThatIllegalArgumentException().isThrownBy(() -> TaskKind.of(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> Pools.named(" ", 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Pools.named("pool", 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Pools.named("jdbc", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Pools.named("jdbc", 1025));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallOptions.deadline(Duration.ZERO))
        .withMessageStartingWith("deadline = PT0S");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3", "1024, 512"})
  void shouldGiveTheSlowLaneHalfOfTheThreadsRoundedUp(int size, int cap) {
    assertThat(new LaneSettings("slow", LaneSettings.HALF, Set.of()).cap(size)).isEqualTo(cap);
  }
}
