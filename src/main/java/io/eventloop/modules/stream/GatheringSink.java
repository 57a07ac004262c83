package io.eventloop.modules.stream;

import java.util.List;

/**
 * A sink that can take all chunks that have waited in one go.
 *
 * @param <T> a chunk
 */
public interface GatheringSink<T> extends WritableSink<T> {

  /**
   * Takes two chunks or more: Node's {@code _writev}. Called in place of {@link #write} where so
   * many have waited.
   *
   * @param chunks in their order; may be kept
   * @param callback says that all are dealt with, or why not
   */
  void writev(List<T> chunks, Completion<Void> callback);
}
