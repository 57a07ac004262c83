package io.eventloop.modules.fs;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.SystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A path as the caller wrote it. Java drops what the system looks at: a slash at the end, which
 * asks for a directory, and the difference between no name and the working directory.
 */
final class GivenPath {
  private final String text;
  private final Path path;

  private GivenPath(String text, Path path) {
    this.text = text;
    this.path = path;
  }

  /** Looks at the text only; the disk is not touched. */
  static GivenPath of(@Nullable String text) {
    return of(text, "path");
  }

  /**
   * The same for an argument of another name.
   *
   * @throws IllegalArgumentException if it is null or no path, with Node's message
   */
  static GivenPath of(@Nullable String text, String argument) {
    String given =
        InvalidArgTypeException.require(
            text, argument, "of type string or an instance of Buffer or URL");
    if (given.indexOf('\0') >= 0) {
      throw InvalidArgValueException.of(
          argument, "must be a string, Uint8Array, or URL without null bytes", given);
    }
    try {
      return new GivenPath(given, Path.of(given));
    } catch (InvalidPathException e) {
      throw InvalidArgValueException.of(
          argument, "must have only characters that the file system has", given);
    }
  }

  /** As the caller wrote it, for messages. */
  String text() {
    return text;
  }

  /** The same as Java has it. */
  Path path() {
    return path;
  }

  /** The name itself, to be made, removed or renamed: without a slash at the end. */
  Path name(String syscall) throws SystemException {
    if (text.isEmpty()) {
      throw SystemException.ofFile("ENOENT", syscall, text, null);
    }
    return path;
  }

  /** To be looked up: the system treats a slash at the end as if a dot followed. */
  Path lookup(String syscall) throws SystemException {
    Path name = name(syscall);
    return asksForDirectory() ? name.resolve(".") : name;
  }

  /** Ends with a slash, and is not the root. */
  boolean asksForDirectory() {
    return text.endsWith("/") && path.getNameCount() > 0;
  }

  /** The directory that the name is in exists. */
  boolean isInDirectory() {
    Path above = path.toAbsolutePath().getParent();
    return above != null && Files.isDirectory(above);
  }
}
