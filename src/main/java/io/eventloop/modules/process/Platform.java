package io.eventloop.modules.process;

import java.util.Locale;
import java.util.Map;

/** Node's names of operating systems and processors. */
final class Platform {
  private static final Map<String, String> PROCESSORS =
      Map.of(
          "amd64", "x64",
          "x86_64", "x64",
          "aarch64", "arm64",
          "x86", "ia32",
          "i386", "ia32");

  private Platform() {}

  /** That of what Java calls so: {@code linux}, {@code darwin}, {@code win32}. */
  static String ofSystem(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "win32";
    } else if (name.startsWith("mac")) {
      return "darwin";
    }
    return name.replace(" ", "");
  }

  /** That of what Java calls so: {@code x64}, {@code arm64}. */
  static String ofProcessor(String osArch) {
    return PROCESSORS.getOrDefault(osArch, osArch);
  }
}
