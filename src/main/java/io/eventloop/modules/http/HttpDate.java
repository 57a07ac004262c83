package io.eventloop.modules.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The time of day as a header has it, made once a second. Of one thread. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private long second = -1;
  private String text = "";

  String now() {
    long millis = System.currentTimeMillis();
    long now = TimeUnit.MILLISECONDS.toSeconds(millis);
    if (now != second) {
      second = now;
      text = FORMAT.format(Instant.ofEpochMilli(millis));
    }
    return text;
  }
}
