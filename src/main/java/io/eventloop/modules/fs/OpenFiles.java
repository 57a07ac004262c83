package io.eventloop.modules.fs;

import io.eventloop.loop.Registrar;
import io.eventloop.value.SystemException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that a program has opened, by descriptor: the lowest number that is free, as the system
 * gives them out. From any thread. What is open when the loop ends is closed then, as the end of a
 * process does.
 */
final class OpenFiles {
  private static final int FIRST = 3; // below are the standard streams

  private final Map<Integer, OpenFile> files = new HashMap<>();
  private final Registrar registrar;
  private boolean closesAtEnd;
  private boolean ended;

  OpenFiles(Registrar registrar) {
    this.registrar = registrar;
  }

  /** A file is about to be opened; on the loop. */
  void closeAtEnd() {
    if (!closesAtEnd) {
      closesAtEnd = true;
      registrar.openHandle("FSOpenFiles", this::end).unref();
    }
  }

  private synchronized void end() {
    ended = true;
    files.values().forEach(OpenFile::closeUnheard);
    files.clear();
  }

  synchronized int add(OpenFile file) {
    if (ended) {
      file.closeUnheard(); // opened by a task that the end did not wait for
    }
    int descriptor = FIRST;
    while (files.containsKey(descriptor)) {
      descriptor++;
    }
    files.put(descriptor, file);
    return descriptor;
  }

  /**
   * The file of a descriptor.
   *
   * @param syscall what it is for
   * @throws SystemException if there is none
   */
  synchronized OpenFile get(int descriptor, String syscall) throws SystemException {
    OpenFile file = files.get(descriptor);
    if (file == null) {
      throw SystemException.ofFile("EBADF", syscall, null, null);
    }
    return file;
  }

  /** Closes a file; blocks. */
  void close(int descriptor) throws SystemException {
    OpenFile file = remove(descriptor);
    if (file == null) {
      throw SystemException.ofFile("EBADF", "close", null, null);
    }
    file.close();
  }

  private synchronized @Nullable OpenFile remove(int descriptor) {
    return files.remove(descriptor);
  }
}
