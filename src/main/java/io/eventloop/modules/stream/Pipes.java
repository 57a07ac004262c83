package io.eventloop.modules.stream;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a readable side is piped to, and which of these it waits for. Of the loop's thread.
 *
 * @param <T> a chunk
 */
final class Pipes<T> {
  private final ReadSide<T> source;

  /** Most streams have none: of these nothing is made. */
  private List<Pipe<T>> pipes = List.of();

  private Set<Pipe<T>> awaitingDrain = Set.of();

  Pipes(ReadSide<T> source) {
    this.source = source;
  }

  void add(Writable<? super T> target, boolean ends) {
    source.stream.loop.checkThread();
    Pipe<T> pipe = new Pipe<>(source, target, ends);
    if (pipes.isEmpty()) {
      pipes = new ArrayList<>(1);
      awaitingDrain = new LinkedHashSet<>(2);
    }
    pipes.add(pipe);
    pipe.start();
  }

  /** Takes the pipe to this target off; all pipes, if it is null. */
  void remove(@Nullable Writable<?> target) {
    source.stream.loop.checkThread();
    if (pipes.isEmpty()) {
      return;
    }
    if (target == null) {
      List<Pipe<T>> all = List.copyOf(pipes);
      pipes.clear();
      source.mode.pause();
      all.forEach(Pipe::unpiped);
      return;
    }
    for (Pipe<T> pipe : pipes) {
      if (pipe.leadsTo(target)) {
        remove(pipe);
        return;
      }
    }
  }

  void remove(Pipe<T> pipe) {
    if (pipes.remove(pipe)) {
      if (pipes.isEmpty()) {
        source.mode.pause();
      }
      pipe.unpiped();
    }
  }

  /** Something was read: whoever is waited for is written to all the same. */
  void forgetDrains() {
    if (!awaitingDrain.isEmpty()) {
      awaitingDrain.clear();
    }
  }

  /** The target takes no more for the present. */
  void await(Pipe<T> pipe) {
    if (pipes.contains(pipe)) {
      awaitingDrain.add(pipe);
      source.mode.pause();
    }
  }

  boolean awaitsAny() {
    return !awaitingDrain.isEmpty();
  }

  void drained(Pipe<T> pipe) {
    awaitingDrain.remove(pipe);
    if (awaitingDrain.isEmpty() && source.mode.isDataListening()) {
      source.mode.resume();
    }
  }
}
