package io.eventloop.modules.fs;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the watchers of an actor system have their events from: one service of Java's and one daemon
 * thread that waits for it, started for the first watcher and ended with the last. Safe to use from
 * any thread.
 */
final class WatchSource implements Extension {
  private static final Logger LOG = LoggerFactory.getLogger(FSWatcher.class);

  /** Guarded by this, as is the service. */
  private final Map<WatchKey, List<Watch>> watches = new HashMap<>();

  private @Nullable WatchService service;

  private WatchSource() {}

  /** That of the system. */
  static WatchSource of(ActorSystem<?> system) {
    return Id.INSTANCE.apply(system);
  }

  /** Hears of changes, on the thread of the source; must not throw, and not wait. */
  interface Watcher {
    /**
     * Something has changed.
     *
     * @param event {@code change} or {@code rename}
     * @param name in the directory; null if that is not known, as too much has happened
     */
    void changed(String event, @Nullable Path name);

    /** The directory is not there any more: nothing else will come. */
    void gone();
  }

  /** One directory, for one watcher. */
  final class Watch {
    private final WatchKey key;
    private final Watcher watcher;

    private Watch(WatchKey key, Watcher watcher) {
      this.key = key;
      this.watcher = watcher;
    }

    /** Ends it; does nothing if it has ended. */
    void end() {
      remove(this);
    }
  }

  /** Begins to watch a directory; blocks for a moment. */
  synchronized Watch add(Path directory, Watcher watcher) throws IOException {
    WatchService open = service == null ? start() : service;
    try {
      WatchKey key =
          directory.register(
              open,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      Watch watch = new Watch(key, watcher);
      watches.computeIfAbsent(key, first -> new ArrayList<>()).add(watch);
      return watch;
    } finally {
      endIfUnused();
    }
  }

  private WatchService start() throws IOException {
    WatchService open = FileSystems.getDefault().newWatchService();
    Thread thread = new Thread(() -> run(open), "eventloop-fs-watch");
    thread.setDaemon(true);
    thread.start();
    service = open;
    return open;
  }

  private synchronized void remove(Watch watch) {
    List<Watch> others = watches.get(watch.key);
    if (others != null && others.remove(watch) && others.isEmpty()) {
      watches.remove(watch.key);
      watch.key.cancel();
      endIfUnused();
    }
  }

  private void endIfUnused() {
    WatchService open = service;
    if (watches.isEmpty() && open != null) {
      service = null;
      try {
        open.close(); // which ends the thread
      } catch (IOException e) {
        LOG.warn("the watch service could not be closed", e);
      }
    }
  }

  private void run(WatchService open) {
    try {
      while (true) {
        dispatch(open.take());
      }
    } catch (ClosedWatchServiceException | InterruptedException over) {
      LOG.debug("nobody watches any more");
    }
  }

  private void dispatch(WatchKey key) {
    List<WatchEvent<?>> events = key.pollEvents();
    boolean there = key.reset();
    for (Watch watch : watchesOf(key, there)) {
      for (WatchEvent<?> event : events) {
        boolean change = event.kind() == StandardWatchEventKinds.ENTRY_MODIFY;
        Path name = event.context() instanceof Path path ? path : null;
        watch.watcher.changed(change ? "change" : "rename", name);
      }
      if (!there) {
        watch.watcher.gone();
      }
    }
  }

  private synchronized List<Watch> watchesOf(WatchKey key, boolean there) {
    List<Watch> found = watches.get(key);
    List<Watch> copy = found == null ? List.of() : List.copyOf(found);
    if (!there) {
      watches.remove(key);
      endIfUnused();
    }
    return copy;
  }

  private static final class Id extends ExtensionId<WatchSource> {
    static final Id INSTANCE = new Id();

    @Override
    public WatchSource createExtension(ActorSystem<?> system) {
      return new WatchSource();
    }
  }
}
