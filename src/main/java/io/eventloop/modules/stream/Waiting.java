package io.eventloop.modules.stream;

import io.eventloop.value.Callback;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that were written while the sink was at another.
 *
 * @param <T> a chunk
 */
final class Waiting<T> {
  private final ArrayDeque<Chunk<T>> queue = new ArrayDeque<>(2);

  record Chunk<T>(T chunk, int size, @Nullable Callback<? super Void> callback) {}

  /** All chunks, and one callback that calls all of theirs; null if there are none. */
  record All<T>(List<T> chunks, @Nullable Callback<? super Void> callback) {}

  void add(T chunk, int size, @Nullable Callback<? super Void> callback) {
    queue.add(new Chunk<>(chunk, size, callback));
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  int size() {
    return queue.size();
  }

  Chunk<T> take() {
    return queue.remove();
  }

  List<Chunk<T>> takeEach() {
    List<Chunk<T>> each = List.copyOf(queue);
    queue.clear();
    return each;
  }

  All<T> takeAll() {
    List<T> chunks = new ArrayList<>(queue.size());
    List<Callback<? super Void>> callbacks = new ArrayList<>(0);
    for (Chunk<T> waiting : queue) {
      chunks.add(waiting.chunk());
      if (waiting.callback() != null) {
        callbacks.add(waiting.callback());
      }
    }
    queue.clear();
    return new All<>(chunks, callbacks.isEmpty() ? null : each(callbacks));
  }

  private static Callback<Void> each(List<Callback<? super Void>> callbacks) {
    return (error, nothing) -> {
      for (Callback<? super Void> callback : callbacks) {
        callback.call(error, null);
      }
    };
  }
}
