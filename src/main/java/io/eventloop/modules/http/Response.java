package io.eventloop.modules.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a request, whole. Immutable.
 *
 * @param statusCode for example 200
 * @param headers the values of each header, in their order; names in lower case, as in Node
 * @param body the text, in the answer's own charset, or UTF-8 where it names none
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/http.html#messageheaders">Node:
 *     message.headers</a>
 */
public record Response(int statusCode, Map<String, List<String>> headers, String body) {

  /** Copies the headers. */
  public Response {
    headers = Map.copyOf(headers);
  }

  /**
   * The value of a header, several joined by a comma and a space, as in Node.
   *
   * @param name in any case of letters
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)))
        .map(values -> String.join(", ", values));
  }
}
