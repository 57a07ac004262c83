package io.eventloop.modules.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers of a request as a map: names in lower case, and those that came twice joined or
 * dropped as Node does.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#messageheaders">Node:
 *     message.headers</a>
 */
final class MessageHeaders {
  /** Of these the first one counts. */
  private static final Set<String> SINGLE =
      Set.of(
          "age",
          "authorization",
          "content-length",
          "content-type",
          "etag",
          "expires",
          "from",
          "host",
          "if-modified-since",
          "if-unmodified-since",
          "last-modified",
          "location",
          "max-forwards",
          "proxy-authorization",
          "referer",
          "retry-after",
          "server",
          "user-agent");

  private MessageHeaders() {}

  /** All values of each, in their order. */
  static Map<String, List<String>> distinct(List<String> raw) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (int i = 0; i < raw.size(); i += 2) {
      String name = raw.get(i).toLowerCase(Locale.ROOT);
      all.computeIfAbsent(name, key -> new ArrayList<>(1)).add(raw.get(i + 1));
    }
    return all;
  }

  /** One value of each. */
  static Map<String, String> joined(List<String> raw) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < raw.size(); i += 2) {
      String name = raw.get(i).toLowerCase(Locale.ROOT);
      String separator = name.equals("cookie") ? "; " : ", ";
      all.merge(
          name,
          raw.get(i + 1),
          (first, next) -> SINGLE.contains(name) ? first : first + separator + next);
    }
    return all;
  }
}
