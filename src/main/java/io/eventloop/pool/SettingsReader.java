package io.eventloop.pool;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.annotation.InternalApi;

/**
 * Reads the block {@code eventloop} of a configuration. What is wrong is a {@link ConfigException}
 * of one line that names the place, the key, the value and what is accepted.
 */
@InternalApi
public final class SettingsReader {
  private static final String ROOT = "eventloop";

  private final Config config;

  private SettingsReader(Config config) {
    this.config = config;
  }

  /** A reader of the block in this configuration of an actor system. */
  public static SettingsReader of(Config system) {
    return new SettingsReader(system.getConfig(ROOT));
  }

  /** The names of the blocks below this key. */
  public Set<String> children(String key) {
    return new TreeSet<>(config.getObject(key).keySet());
  }

  /** A whole number in a range, or a word that stands for {@code wordValue}. */
  public int integerOr(String key, String word, IntSupplier wordValue, int min, int max) {
    String accepted =
        word
            + (max == Integer.MAX_VALUE
                ? " or a positive whole number is"
                : " or a whole number from " + min + " to " + max + " is");
    if (text(key, accepted).equals(word)) {
      return wordValue.getAsInt();
    }
    return integer(key, min, max, accepted);
  }

  /** A whole number in a range. */
  public int integer(String key, int min, int max) {
    return integer(key, min, max, "a whole number from " + min + " to " + max + " is");
  }

  private int integer(String key, int min, int max, String accepted) {
    String text = text(key, accepted);
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notWhole) {
      throw bad(key, text, accepted);
    }
    throw bad(key, text, accepted);
  }

  /** A duration with its unit, not negative. */
  public Duration duration(String key) {
    String accepted = "a duration with a unit, such as 500ms or 2s, is";
    String text = text(key, accepted);
    if (!text.matches("\\d.*[a-z]")) {
      throw bad(key, text, accepted);
    }
    try {
      return config.getDuration(key);
    } catch (ConfigException wrongUnit) {
      throw bad(key, text, accepted);
    }
  }

  /** A switch. */
  public boolean bool(String key) {
    String accepted = "on or off is";
    String text = text(key, accepted);
    try {
      return config.getBoolean(key);
    } catch (ConfigException notBoolean) {
      throw bad(key, text, accepted);
    }
  }

  /** A switch that may be on under a condition only. */
  public boolean boolIf(String key, boolean mayBeOn, String accepted) {
    boolean on = bool(key);
    if (on && !mayBeOn) {
      throw bad(key, "on", accepted);
    }
    return on;
  }

  /** One of these words. */
  public String oneOf(String key, String... words) {
    String accepted = String.join(" or ", words) + " is";
    String text = text(key, accepted);
    if (!List.of(words).contains(text)) {
      throw bad(key, text, accepted);
    }
    return text;
  }

  /** A string. */
  public String string(String key) {
    return text(key, "a string is");
  }

  /** A list of strings. */
  public List<String> strings(String key) {
    try {
      return config.getStringList(key);
    } catch (ConfigException notList) {
      throw bad(key, config.getValue(key).unwrapped().toString(), "a list of strings is");
    }
  }

  /** Makes something of the values read; what it refuses is a wrong value below {@code key}. */
  public <T> T checked(String key, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException refused) {
      String path = key.isEmpty() ? ROOT : ROOT + "." + key;
      throw new ConfigException.BadValue(
          config.root().origin(), path, String.valueOf(refused.getMessage()));
    }
  }

  /**
   * Refuses a key that {@code known} does not have, save below the keys in {@code open}, whose
   * children are named by the user.
   */
  public void refuseUnknown(Config known, Set<String> open) {
    Config accepted = known.getConfig(ROOT);
    for (var entry : config.entrySet()) {
      String path = entry.getKey();
      String first = ConfigUtil.splitPath(path).get(0);
      if (!accepted.hasPathOrNull(path) && !open.contains(first)) {
        throw new ConfigException.BadValue(
            entry.getValue().origin(),
            ROOT + "." + path,
            "there is no such key; accepted below " + ROOT + " are " + names(accepted));
      }
    }
  }

  /** Refuses a key of the block at this key that is not one of these. */
  public void refuseUnknown(String block, Set<String> accepted) {
    for (var entry : config.getObject(block).entrySet()) {
      if (!accepted.contains(entry.getKey())) {
        throw new ConfigException.BadValue(
            entry.getValue().origin(),
            ROOT + "." + block + "." + entry.getKey(),
            "there is no such key; accepted there are "
                + String.join(", ", new TreeSet<>(accepted)));
      }
    }
  }

  private static String names(Config accepted) {
    return accepted.root().keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private String text(String key, String accepted) {
    ConfigValue value = config.getValue(key);
    if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
      throw bad(key, value.unwrapped().toString(), accepted);
    }
    return String.valueOf(value.unwrapped()).strip();
  }

  /** The error of a value that is not accepted. */
  public ConfigException bad(String key, String value, String accepted) {
    ConfigOrigin origin = config.getValue(key).origin();
    return new ConfigException.BadValue(
        origin, ROOT + "." + key, value + " is not accepted; " + accepted);
  }
}
