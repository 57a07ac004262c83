package io.eventloop.value;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The errors of the operating system that {@link SystemException} knows, with libuv's words for
 * them and the numbers of Linux.
 */
enum SystemError {
  EPERM(-1, "operation not permitted"),
  ENOENT(-2, "no such file or directory"),
  EIO(-5, "i/o error"),
  ENXIO(-6, "no such device or address"),
  EACCES(-13, "permission denied"),
  EEXIST(-17, "file already exists"),
  ENOTDIR(-20, "not a directory"),
  EISDIR(-21, "illegal operation on a directory"),
  EINVAL(-22, "invalid argument"),
  ENFILE(-23, "file table overflow"),
  EMFILE(-24, "too many open files"),
  ENAMETOOLONG(-36, "name too long"),
  ELOOP(-40, "too many symbolic links encountered"),
  ENETUNREACH(-101, "network is unreachable"),
  ECONNRESET(-104, "connection reset by peer"),
  ETIMEDOUT(-110, "connection timed out"),
  ECONNREFUSED(-111, "connection refused"),
  EHOSTUNREACH(-113, "host is unreachable"),
  ENOTFOUND(-3008, "unknown node or service"),
  UNKNOWN(-4094, "unknown error");

  private static final Map<String, SystemError> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, error -> error));

  private final int errno;
  private final String text;

  SystemError(int errno, String text) {
    this.errno = errno;
    this.text = text;
  }

  int errno() {
    return errno;
  }

  String text() {
    return text;
  }

  static SystemError of(String code) {
    return Optional.ofNullable(BY_CODE.get(code))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "code = " + code + ": accepted is one of " + Arrays.toString(values())));
  }
}
