package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The file of one call, from the step that opens it to the step that closes it. Each step runs on
 * any worker; the call may be given up on any other thread, while a step is at the file or none is.
 * However that comes out, the file is closed, once; but not one that is lent to the call.
 */
final class CallFile implements AutoCloseable {
  private final Opener opener;
  private final boolean lent;
  private @Nullable OpenFile opened;
  private boolean atWork;
  private boolean givenUp;

  @FunctionalInterface
  private interface Opener {
    OpenFile open() throws SystemException;
  }

  private CallFile(Opener opener, boolean lent) {
    this.opener = opener;
    this.lent = lent;
  }

  CallFile(GivenPath path, OpenFlags flags) {
    this(() -> OpenFile.open(path, flags, FileMode.READ_WRITE_FOR_ALL), false);
  }

  /** One that is open before the call, and after it. */
  static CallFile lent(OpenFile file) {
    return new CallFile(() -> file, true);
  }

  boolean isLent() {
    return lent;
  }

  /** Opens it; blocks, unless it is lent. */
  void open() throws SystemException {
    OpenFile file = opener.open();
    if (!keep(file)) {
      closeUnheard(file); // nobody comes for it any more
    }
  }

  private synchronized boolean keep(OpenFile file) {
    if (!givenUp) {
      opened = file;
    }
    return !givenUp;
  }

  /** As {@link OpenFile#size}. Blocks. */
  long size() throws IOException {
    return use(OpenFile::size);
  }

  /** As {@link OpenFile#read(ByteBuffer)}. Blocks. */
  int read(ByteBuffer buffer) throws IOException {
    return use(file -> file.read(buffer));
  }

  /** As {@link OpenFile#write(ByteBuffer)}. Blocks. */
  int write(ByteBuffer buffer) throws IOException {
    return use(file -> file.write(buffer));
  }

  /** As {@link OpenFile#truncate}. Blocks. */
  long truncate(long length) throws IOException {
    return use(
        file -> {
          file.truncate(length);
          return length;
        });
  }

  /** Closes it, whoever is at it; does nothing if it is closed, or lent. Blocks. */
  @Override
  public void close() throws SystemException {
    OpenFile file = take();
    if (file != null && !lent) {
      file.close();
    }
  }

  /**
   * No step will come any more: closes the file, or has it closed by the step that is at it, which
   * a write must end in order.
   */
  void giveUp() {
    OpenFile idle;
    synchronized (this) {
      givenUp = true;
      idle = atWork ? null : take();
    }
    closeUnheard(idle);
  }

  private synchronized @Nullable OpenFile take() {
    OpenFile file = opened;
    opened = null;
    return file;
  }

  private void closeUnheard(@Nullable OpenFile file) {
    if (file != null && !lent) {
      file.closeUnheard();
    }
  }

  @FunctionalInterface
  private interface Use<T> {
    T on(OpenFile file) throws IOException;
  }

  private <T> T use(Use<T> use) throws IOException {
    OpenFile file = begin();
    try {
      return use.on(file);
    } finally {
      end();
    }
  }

  private synchronized OpenFile begin() throws ClosedChannelException {
    OpenFile file = opened;
    if (file == null || givenUp) {
      throw new ClosedChannelException();
    }
    atWork = true;
    return file;
  }

  private void end() {
    OpenFile left;
    synchronized (this) {
      atWork = false;
      left = givenUp ? take() : null;
    }
    closeUnheard(left);
  }
}
