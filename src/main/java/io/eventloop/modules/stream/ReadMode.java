package io.eventloop.modules.stream;

import org.jspecify.annotations.Nullable;

/**
 * Whether a readable side is flowing or paused, or neither yet, as its listeners and the calls of
 * {@code pause} and {@code resume} have it. Of the loop's thread.
 */
final class ReadMode {
  private final ReadSide<?> side;
  private final Lifecycle stream;

  /** The mode was decided upon; {@code flowing} says which it is. */
  private boolean hasFlowing;

  private boolean flowing;

  /** {@code pause} or {@code resume} was called; {@code paused} says which came last. */
  private boolean hasPaused;

  private boolean paused;
  private boolean readableListening;
  private boolean dataListening;
  private boolean resumeScheduled;

  ReadMode(ReadSide<?> side) {
    this.side = side;
    this.stream = side.stream;
  }

  boolean isFlowing() {
    return flowing;
  }

  boolean isDataListening() {
    return dataListening;
  }

  boolean isPaused() {
    return paused || (hasFlowing && !flowing);
  }

  /** Null before anybody has decided. */
  @Nullable Boolean flowing() {
    return hasFlowing ? flowing : null;
  }

  void listenerAdded(Object event) {
    if (event.equals(Event.DATA)) {
      dataListening = true;
      readableListening |= stream.events.listenerCount(Event.READABLE) > 0;
      if (!hasFlowing || flowing) {
        resume();
      }
    } else if (event.equals(Event.READABLE) && !side.endEmitted && !readableListening) {
      readableListening = true;
      hasFlowing = true;
      flowing = false;
      side.awaitReadable();
    }
  }

  void listenerRemoved(Object event) {
    if (event.equals(Event.READABLE)) {
      stream.loop.nextTick(this::update); // once() may be followed by another
    } else if (event.equals(Event.DATA) && stream.events.listenerCount(Event.DATA) == 0) {
      dataListening = false;
    }
  }

  private void update() {
    readableListening = stream.events.listenerCount(Event.READABLE) > 0;
    if (hasPaused && resumeScheduled && !paused) {
      hasFlowing = true;
      flowing = true;
    } else if (dataListening) {
      resume();
    } else if (!readableListening) {
      hasFlowing = false;
      flowing = false;
    }
  }

  void resume() {
    stream.loop.checkThread();
    if (!flowing) {
      hasFlowing = true;
      flowing = !readableListening;
      if (!resumeScheduled) {
        resumeScheduled = true;
        stream.loop.nextTick(this::resumeNow);
      }
    }
    hasPaused = true;
    paused = false;
  }

  private void resumeNow() {
    if (!side.isReading()) {
      side.read(0);
    }
    resumeScheduled = false;
    stream.events.emit(Event.RESUME);
    side.flow();
    if (flowing && !side.isReading()) {
      side.read(0);
    }
  }

  void pause() {
    stream.loop.checkThread();
    if (!hasFlowing || flowing) {
      hasFlowing = true;
      flowing = false;
      stream.events.emit(Event.PAUSE);
    }
    hasPaused = true;
    paused = true;
  }
}
