package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that a program has opened, by descriptor: the lowest number that is free, as the system
 * gives them out. From any thread. What is never closed is closed with the garbage of its loop.
 */
final class OpenFiles {
  private static final int FIRST = 3; // below are the standard streams

  private final Map<Integer, FileChannel> channels = new HashMap<>();

  synchronized int add(FileChannel channel) {
    int descriptor = FIRST;
    while (channels.containsKey(descriptor)) {
      descriptor++;
    }
    channels.put(descriptor, channel);
    return descriptor;
  }

  /** Closes a file; blocks. */
  void close(int descriptor) throws SystemException {
    FileChannel channel = remove(descriptor);
    if (channel == null) {
      throw SystemException.ofFile("EBADF", "close", null, null);
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw SystemException.ofFile(FileErrors.codeOf(e), "close", null, e);
    }
  }

  private synchronized @Nullable FileChannel remove(int descriptor) {
    return channels.remove(descriptor);
  }
}
