package io.eventloop.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as it travels: to another node, or in a journal to the next run of this one.
 *
 * @param kind the name of its kind
 * @param argument as the kind writes it
 * @param mdc entries of the MDC
 * @param locals values of portable locals, by their names
 */
record PortableTask(
    String kind, Payload argument, Map<String, String> mdc, Map<String, Payload> locals)
    implements WireMessage {

  /** How many bytes it has that are a user's: the argument, and what goes along. */
  int size() {
    int size = argument.size();
    for (Map.Entry<String, String> entry : mdc.entrySet()) {
      size += bytesOf(entry.getKey()) + bytesOf(entry.getValue());
    }
    for (Map.Entry<String, Payload> local : locals.entrySet()) {
      size += bytesOf(local.getKey()) + local.getValue().size();
    }
    return size;
  }

  /** With the byte or the few that say how long it is; the MDC may have null for a value. */
  private static int bytesOf(@Nullable String text) {
    return 5 + (text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length);
  }
}
