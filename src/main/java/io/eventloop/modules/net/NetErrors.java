package io.eventloop.modules.net;

import io.netty.channel.ChannelException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Finds the system's error behind what Java throws, which has it in words only. */
final class NetErrors {
  private static final Map<String, String> CODES = new LinkedHashMap<>();

  static {
    CODES.put("connection reset", "ECONNRESET");
    CODES.put("broken pipe", "EPIPE");
    CODES.put("connection refused", "ECONNREFUSED");
    CODES.put("timed out", "ETIMEDOUT");
    CODES.put("address already in use", "EADDRINUSE");
    CODES.put("cannot assign requested address", "EADDRNOTAVAIL");
    CODES.put("network is unreachable", "ENETUNREACH");
    CODES.put("no route to host", "EHOSTUNREACH");
    CODES.put("permission denied", "EACCES");
    CODES.put("too many open files", "EMFILE");
    CODES.put("no such file", "ENOENT");
    CODES.put("connection aborted", "ECONNABORTED");
    CODES.put("caused connection abort", "ECONNABORTED");
  }

  private NetErrors() {}

  /** The code, or {@code UNKNOWN}. */
  static String codeOf(Throwable given) {
    Throwable cause = given instanceof ChannelException ? given.getCause() : given;
    Throwable thrown = cause == null ? given : cause;
    if (thrown instanceof ClosedChannelException) {
      return "EPIPE";
    }
    if (thrown instanceof NoRouteToHostException) {
      return "EHOSTUNREACH";
    }
    if (thrown instanceof NoSuchFileException) {
      return "ENOENT";
    }
    String words = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    return CODES.entrySet().stream()
        .filter(known -> words.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("UNKNOWN");
  }
}
