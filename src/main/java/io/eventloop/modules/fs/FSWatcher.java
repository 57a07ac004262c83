package io.eventloop.modules.fs;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Handle;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of changes to a file, or in a directory: Node's {@code fs.FSWatcher}. Emits {@code change}
 * with what has happened, {@code "rename"} for a name that came or went and {@code "change"} for
 * anything else, and with the name, or null if the system does not say which; {@code close} after
 * {@link #close}. Changes that follow each other closely may be told once. Of the loop's thread.
 *
 * <p>As on Linux in Node, what is in the directories below is not watched. Other than there a file
 * is watched by its name: if it is replaced, its successor is.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsfswatcher">Node: class
 *     fs.FSWatcher</a>
 */
public final class FSWatcher extends EventEmitter {
  private static final String SYSCALL = "watch";
  private static final String CHANGE = "change";

  /** What the JDK says where there are too many watchers, and what the system says. */
  private static final List<String> LIMITS = List.of("inotify instances", "inotify watches");

  private static final List<String> CODES_OF_LIMITS = List.of("EMFILE", "ENOSPC");

  private final Registrar registrar;
  private final String ownName;
  private final boolean ofDirectory;
  private final @Nullable Path file;
  private final WatchSource.Watch watch;
  private final Handle handle;
  private boolean closed;

  /** Begins at once; blocks for a moment, as in Node. */
  FSWatcher(Registrar registrar, GivenPath path) throws SystemException {
    this.registrar = registrar;
    registrar.checkThread();
    try {
      ofDirectory = Stats.read(path.lookup(SYSCALL)).isDirectory();
      Path real = path.path().toRealPath();
      Path parent = real.getParent();
      ownName = String.valueOf(path.path().getFileName());
      file = ofDirectory ? null : real.getFileName();
      Path directory = ofDirectory || parent == null ? real : parent;
      watch = WatchSource.of(registrar.system()).add(directory, new Ear());
    } catch (IOException e) {
      throw SystemException.ofFile(codeOf(e), SYSCALL, nameOf(path), e);
    }
    handle = registrar.openHandle("FSEvent", watch::end);
  }

  private static String codeOf(IOException error) {
    for (int i = 0; i < LIMITS.size(); i++) {
      if (String.valueOf(error.getMessage()).contains(LIMITS.get(i))) {
        return CODES_OF_LIMITS.get(i);
      }
    }
    return error instanceof SystemException known ? known.code() : FileErrors.codeOf(error);
  }

  private static @Nullable String nameOf(GivenPath path) {
    return path.text().isEmpty() ? null : path.text();
  }

  /** Ends the watching; {@code close} is emitted in a tick. A second call does nothing. */
  public void close() {
    registrar.checkThread();
    if (!closed) {
      closed = true;
      watch.end();
      handle.close();
      registrar.nextTick(() -> emit("close"));
    }
  }

  /** Keeps the loop alive, as it does from the start. */
  public FSWatcher ref() {
    handle.ref();
    return this;
  }

  /** Lets the loop end while it watches. */
  public FSWatcher unref() {
    handle.unref();
    return this;
  }

  /** Hears the source, on its thread, and passes on to the loop what is for this watcher. */
  private final class Ear implements WatchSource.Watcher {
    @Override
    public void changed(String event, @Nullable Path name) {
      if (ofDirectory) {
        tell(event, name == null ? null : name.toString());
      } else if (name == null || name.equals(file)) {
        tell(event, name == null ? null : ownName);
      }
    }

    @Override
    public void gone() {
      tell("rename", ownName);
    }

    private void tell(String event, @Nullable String name) {
      try {
        registrar.execute(
            () -> {
              if (!closed) {
                emit(CHANGE, event, name);
              }
            });
      } catch (RuntimeTerminatedException over) {
        watch.end();
      }
    }
  }
}
