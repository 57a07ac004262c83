package io.eventloop.modules.fs;

import io.eventloop.loop.AbortException;
import io.eventloop.value.Callback;
import io.eventloop.value.SystemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One file to be opened. If the call is called off while a worker is at it, nobody hears of the
 * descriptor: then the file is closed again.
 */
final class Opening {
  private final OpenFiles files;
  private final GivenPath path;
  private final OpenFlags how;
  private final int mode;
  private @Nullable Integer descriptor;
  private boolean calledOff;

  Opening(OpenFiles files, GivenPath path, OpenFlags how, int mode) {
    this.files = files;
    this.path = path;
    this.how = how;
    this.mode = mode;
  }

  /** Blocks: for a worker's thread. */
  int open() throws IOException {
    OpenFile file = OpenFile.openToKeep(path, how, mode);
    synchronized (this) {
      int added = files.add(file);
      descriptor = added;
      closeIfCalledOff();
      return added;
    }
  }

  /** The callback, before which the file is closed if it is for nobody. */
  Callback<Integer> reportingTo(Callback<? super Integer> callback) {
    return (error, fd) -> {
      if (error instanceof AbortException) {
        callOff();
      }
      callback.call(error, fd);
    };
  }

  private synchronized void callOff() throws SystemException {
    calledOff = true;
    closeIfCalledOff();
  }

  private void closeIfCalledOff() throws SystemException {
    Integer opened = descriptor;
    if (calledOff && opened != null) {
      files.close(opened);
    }
  }
}
