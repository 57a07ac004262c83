package io.eventloop.loop;

/**
 * Something that a module keeps open and that may bring events at any time, such as a socket:
 * libuv's {@code uv_handle_t}. The loop stays alive until it is closed, or unreferenced. Of the
 * loop's thread.
 *
 * @see <a href="https://docs.libuv.org/en/v1.x/handle.html">libuv: uv_handle_t</a>
 */
public interface Handle {

  /** Keeps the loop alive, as it does from the start. */
  void ref();

  /** Lets the loop end while it is open. */
  void unref();

  /** Whether it keeps the loop alive. */
  boolean hasRef();

  /** It is not open any more; a second call does nothing. */
  void close();
}
