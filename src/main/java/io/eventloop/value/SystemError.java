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
  EINTR(-4, "interrupted system call"),
  EIO(-5, "i/o error"),
  ENXIO(-6, "no such device or address"),
  EBADF(-9, "bad file descriptor"),
  ENOMEM(-12, "not enough memory"),
  EACCES(-13, "permission denied"),
  EBUSY(-16, "resource busy or locked"),
  EEXIST(-17, "file already exists"),
  EXDEV(-18, "cross-device link not permitted"),
  ENODEV(-19, "no such device"),
  ENOTDIR(-20, "not a directory"),
  EISDIR(-21, "illegal operation on a directory"),
  EINVAL(-22, "invalid argument"),
  ENFILE(-23, "file table overflow"),
  EMFILE(-24, "too many open files"),
  ETXTBSY(-26, "text file is busy"),
  EFBIG(-27, "file too large"),
  ENOSPC(-28, "no space left on device"),
  ESPIPE(-29, "invalid seek"),
  EROFS(-30, "read-only file system"),
  EMLINK(-31, "too many links"),
  EPIPE(-32, "broken pipe"),
  ENAMETOOLONG(-36, "name too long"),
  ENOTEMPTY(-39, "directory not empty"),
  ELOOP(-40, "too many symbolic links encountered"),
  EOVERFLOW(-75, "value too large for defined data type"),
  ENOTSUP(-95, "operation not supported on socket"),
  EADDRINUSE(-98, "address already in use"),
  EADDRNOTAVAIL(-99, "address not available"),
  ENETUNREACH(-101, "network is unreachable"),
  ECONNABORTED(-103, "software caused connection abort"),
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
