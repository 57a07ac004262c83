package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Calls that make directories. Each blocks. */
final class Directories {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final String PLACES = "XXXXXX";
  private static final int TRIES = 100;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Directories() {}

  /** Makes a directory, or all that are missing; returns the first one made of these, or null. */
  static @Nullable String mkdir(GivenPath path, MkdirOptions options) throws SystemException {
    Path name = path.name("mkdir");
    try {
      if (options.recursive()) {
        return make(path.text(), options, true);
      }
      Files.createDirectory(name, FileMode.attributesOf(options.mode()));
      return null;
    } catch (SystemException e) {
      throw e;
    } catch (IOException e) {
      throw FileErrors.of(e, "mkdir", path);
    }
  }

  /** Goes up to what exists, on the text, as Node does: what it returns is a part of the text. */
  private static @Nullable String make(String text, MkdirOptions options, boolean last)
      throws IOException {
    try {
      Files.createDirectory(Path.of(text), FileMode.attributesOf(options.mode()));
      return text;
    } catch (FileAlreadyExistsException e) {
      if (!Stats.read(GivenPath.of(text).lookup("mkdir")).isDirectory()) {
        throw last ? e : (IOException) new NotDirectoryException(text).initCause(e);
      }
      return null;
    } catch (AccessDeniedException e) { // of which Node says where
      throw SystemException.ofFile("EACCES", "mkdir", text, e);
    } catch (NoSuchFileException e) {
      int slash = text.lastIndexOf('/');
      if (slash <= 0) {
        throw e;
      }
      String first = make(text.substring(0, slash), options, false);
      String second = makeIn(text, options);
      return first == null ? second : first;
    }
  }

  /** Makes the last of the missing ones, whose parent is there now; does not go up again. */
  private static @Nullable String makeIn(String text, MkdirOptions options) throws IOException {
    try {
      Files.createDirectory(Path.of(text), FileMode.attributesOf(options.mode()));
      return text;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(Path.of(text))) {
        throw e;
      }
      return null; // the text ended with a slash or a dot, or somebody else was faster
    }
  }

  /** Makes a directory, for its owner only, with six letters after the prefix; returns its name. */
  static String mkdtemp(String prefix) throws SystemException {
    if (prefix.isEmpty()) { // where libuv, too, has cut off one place of the template
      throw SystemException.ofFile("EINVAL", "mkdtemp", PLACES.substring(1), null);
    }
    for (int left = TRIES; ; left--) {
      GivenPath name = GivenPath.of(prefix + letters());
      try {
        Files.createDirectory(name.name("mkdtemp"), FileMode.attributesOf(0700));
        return name.text();
      } catch (FileAlreadyExistsException e) {
        if (left == 0) {
          throw FileErrors.of(e, "mkdtemp", name);
        }
      } catch (IOException e) {
        throw FileErrors.of(e, "mkdtemp", name);
      }
    }
  }

  private static String letters() {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < PLACES.length(); i++) {
      letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }
}
