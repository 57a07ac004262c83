package io.eventloop.modules.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of an answer, in the order in which they were first set; names in any case. */
final class HeaderList {
  private final List<String> names = new ArrayList<>(4);
  private final List<List<String>> values = new ArrayList<>(4);

  void set(String name, List<String> newValues) {
    check(name, newValues);
    int at = indexOf(name);
    if (at < 0) {
      names.add(name);
      values.add(newValues);
    } else {
      names.set(at, name);
      values.set(at, newValues);
    }
  }

  void append(String name, String value) {
    int at = indexOf(name);
    if (at < 0) {
      set(name, List.of(value));
    } else {
      check(name, List.of(value));
      List<String> all = new ArrayList<>(values.get(at));
      all.add(value);
      values.set(at, List.copyOf(all));
    }
  }

  void remove(String name) {
    int at = indexOf(name);
    if (at >= 0) {
      names.remove(at);
      values.remove(at);
    }
  }

  boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** The value, several joined by a comma; null if it is not set. */
  @Nullable String get(String name) {
    int at = indexOf(name);
    return at < 0 ? null : String.join(", ", values.get(at));
  }

  /** Names in lower case. */
  Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      all.put(names.get(i).toLowerCase(Locale.ROOT), values.get(i));
    }
    return all;
  }

  void writeTo(HeadWriter out) {
    for (int i = 0; i < names.size(); i++) {
      for (String value : values.get(i)) {
        out.header(names.get(i), value);
      }
    }
  }

  private int indexOf(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Nothing that is set may end its line: what follows would be another header, or a body. */
  private static void check(String name, List<String> values) {
    if (!Syntax.isToken(name)) {
      throw HttpException.invalidToken("Header name", name);
    }
    for (String value : values) {
      if (!Syntax.isValue(value)) {
        throw HttpException.invalidChar("header content [\"" + name + "\"]");
      }
    }
  }
}
