package io.eventloop.modules.stream;

import org.jspecify.annotations.Nullable;

/** What is underneath a stream. Its methods are called by the stream, on the loop's thread. */
public interface StreamResource {

  /**
   * Gives up what the stream stands on: Node's {@code _destroy}. Called once, after which the
   * stream asks for nothing any more. What it throws is the stream's error.
   *
   * @param error why the stream is destroyed; null if it has just ended
   * @param callback gets the error with which the stream closes, most often the one given; without
   *     one the stream closes silently
   */
  default void destroy(@Nullable Throwable error, Completion<Void> callback) throws Exception {
    callback.call(error, null);
  }
}
