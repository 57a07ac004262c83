package io.eventloop.modules.fs;

import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;

/** One whole file to be written, first opened and then written, as Node does it. */
final class FileWrite {
  private final GivenPath path;
  private final byte[] content;
  private final OpenFlags flags;

  /** The content is this object's from now on. */
  FileWrite(GivenPath path, byte[] content, OpenFlags flags) {
    this.path = path;
    this.content = content;
    this.flags = flags;
  }

  /** Blocks until the file is written: for a worker's thread. */
  void write() throws IOException {
    try (FileChannel opened = flags.open(path, FileMode.READ_WRITE_FOR_ALL)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        opened.write(rest);
      }
    } catch (SystemException | ClosedByInterruptException e) {
      throw e;
    } catch (NonWritableChannelException e) { // opened for reading
      throw SystemException.ofFile("EBADF", "write", null, e);
    } catch (IOException e) {
      throw SystemException.ofFile(FileErrors.codeOf(e), "write", null, e);
    }
  }
}
