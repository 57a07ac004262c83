package io.eventloop.value;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call of the operating system failed: Node's {@code SystemError}, with its fields and its
 * message letter for letter. Immutable.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/errors.html#class-systemerror">Node: class
 *     SystemError</a>
 */
public final class SystemException extends IOException implements NodeError {
  private static final int NO_PORT = -1;

  private final String code;
  private final int errno;
  private final String syscall;
  private final @Nullable String path;
  private final @Nullable String dest;
  private final @Nullable String address;
  private final int port;

  private SystemException(
      SystemError error,
      String message,
      String syscall,
      @Nullable String path,
      @Nullable String dest,
      @Nullable String address,
      int port,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = error.name();
    this.errno = error.errno();
    this.syscall = syscall;
    this.path = path;
    this.dest = dest;
    this.address = address;
    this.port = port;
  }

  /**
   * A failed call on a file: {@code ENOENT: no such file or directory, open 'test.txt'}.
   *
   * @param code for example {@code ENOENT}
   * @param syscall for example {@code open}
   * @param path as the caller gave it; null for a call on an open file, which Node reports without
   * @param cause what Java threw
   * @throws IllegalArgumentException if the code is not known
   */
  public static SystemException ofFile(
      String code, String syscall, @Nullable String path, @Nullable Throwable cause) {
    SystemError error = SystemError.of(code);
    String place = path == null ? "" : " '" + path + "'";
    String message = code + ": " + error.text() + ", " + syscall + place;
    return new SystemException(error, message, syscall, path, null, null, NO_PORT, cause);
  }

  /**
   * A call on a file that its owner has closed: Node's {@code file closed}, which has the code
   * {@code EBADF}.
   *
   * @param syscall for example {@code read}
   */
  public static SystemException ofClosedFile(String syscall) {
    return new SystemException(
        SystemError.EBADF, "file closed", syscall, null, null, null, NO_PORT, null);
  }

  /**
   * A failed call on two paths: {@code ENOENT: no such file or directory, rename 'a' -> 'b'}.
   *
   * @param code for example {@code EXDEV}
   * @param syscall for example {@code rename}
   * @param path the first, as the caller gave it
   * @param dest the second, as the caller gave it
   * @param cause what Java threw
   * @throws IllegalArgumentException if the code is not known
   */
  public static SystemException ofFiles(
      String code, String syscall, String path, String dest, @Nullable Throwable cause) {
    SystemError error = SystemError.of(code);
    String places = " '" + path + "' -> '" + dest + "'";
    String message = code + ": " + error.text() + ", " + syscall + places;
    return new SystemException(error, message, syscall, path, dest, null, NO_PORT, cause);
  }

  /**
   * A failed connection: {@code connect ECONNREFUSED 127.0.0.1:8080}.
   *
   * @param code for example {@code ECONNREFUSED}
   * @param address the IP address that was tried, or the path
   * @param port the port that was tried, or a negative number where there is none
   * @param cause what Java threw
   * @throws IllegalArgumentException if the code is not known
   */
  public static SystemException ofConnection(
      String code, String address, int port, @Nullable Throwable cause) {
    String message = "connect " + code + " " + (port < 0 ? address : address + ":" + port);
    SystemError error = SystemError.of(code);
    int known = Math.max(port, NO_PORT);
    return new SystemException(error, message, "connect", null, null, address, known, cause);
  }

  /**
   * A server that cannot listen: {@code listen EADDRINUSE: address already in use 127.0.0.1:8080}.
   *
   * @param code for example {@code EADDRINUSE}
   * @param address where it was to listen: an IP address, or a path
   * @param port the port, or a negative number where there is none
   * @param cause what Java threw
   * @throws IllegalArgumentException if the code is not known
   */
  public static SystemException ofListening(
      String code, String address, int port, @Nullable Throwable cause) {
    SystemError error = SystemError.of(code);
    String place = port < 0 ? address : address + ":" + port;
    String message = "listen " + code + ": " + error.text() + " " + place;
    int known = Math.max(port, NO_PORT);
    return new SystemException(error, message, "listen", null, null, address, known, cause);
  }

  /**
   * A failed call on an open connection: {@code read ECONNRESET}.
   *
   * @param code for example {@code EPIPE}
   * @param syscall for example {@code write}
   * @param cause what Java threw
   * @throws IllegalArgumentException if the code is not known
   */
  public static SystemException ofStream(String code, String syscall, @Nullable Throwable cause) {
    SystemError error = SystemError.of(code);
    String message = syscall + " " + code;
    return new SystemException(error, message, syscall, null, null, null, NO_PORT, cause);
  }

  /**
   * A name that has no address: {@code getaddrinfo ENOTFOUND example.invalid}.
   *
   * @param hostname the name that was looked up
   * @param cause what Java threw
   */
  public static SystemException ofUnknownHost(String hostname, @Nullable Throwable cause) {
    String message = "getaddrinfo ENOTFOUND " + hostname;
    return new SystemException(
        SystemError.ENOTFOUND, message, "getaddrinfo", null, null, null, NO_PORT, cause);
  }

  @Override
  public String name() {
    return "Error";
  }

  /** The name of the error, for example {@code ENOENT}. */
  @Override
  public String code() {
    return code;
  }

  /** The number of the error on Linux, negated as in Node: {@code -2} for {@code ENOENT}. */
  public int errno() {
    return errno;
  }

  /** The call that failed, for example {@code open}. */
  public String syscall() {
    return syscall;
  }

  /** The file, as the caller named it; empty where Node has no {@code path}. */
  public Optional<String> path() {
    return Optional.ofNullable(path);
  }

  /**
   * The second file of a call on two, as the caller named it; empty where Node has no {@code dest}.
   */
  public Optional<String> dest() {
    return Optional.ofNullable(dest);
  }

  /** The IP address of a connection that failed; empty for anything else. */
  public Optional<String> address() {
    return Optional.ofNullable(address);
  }

  /** The port of a connection that failed; empty for anything else. */
  public OptionalInt port() {
    return port == NO_PORT ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
