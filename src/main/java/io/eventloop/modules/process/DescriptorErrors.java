package io.eventloop.modules.process;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.util.Map;

/** What Node says where Java has only the operating system's words. */
final class DescriptorErrors {
  private static final Map<String, String> CODES =
      Map.of(
          "Broken pipe", "EPIPE",
          "No space left on device", "ENOSPC",
          "Is a directory", "EISDIR",
          "Bad file descriptor", "EBADF",
          "Stream closed", "EBADF",
          "Connection reset by peer", "ECONNRESET",
          "File too large", "EFBIG");

  private DescriptorErrors() {}

  /**
   * A call on a standard stream failed: {@code write EPIPE}, {@code ENOSPC: no space left on
   * device, write}.
   *
   * @param syscall {@code read} or {@code write}
   */
  static SystemException of(String syscall, IOException error) {
    String code = CODES.getOrDefault(String.valueOf(error.getMessage()), "EIO");
    return code.equals("EPIPE") || code.equals("ECONNRESET")
        ? SystemException.ofStream(code, syscall, error)
        : SystemException.ofFile(code, syscall, null, error);
  }
}
