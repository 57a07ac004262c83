package io.eventloop.modules.fs;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Node's {@code fs}: files, read on the pool as tasks of the kind {@link TaskKind#FS}. Of the
 * loop's thread, which never waits for a disk. Each call is there in callback form and, without the
 * callback, in promise form.
 *
 * <p>What goes wrong with a file is a {@link io.eventloop.value.SystemException} with Node's code
 * and message, given to the callback. A path is taken as Node takes it: relative to the working
 * directory of the process, and named in messages as the caller wrote it.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html">Node: File system</a>
 */
public final class Fs {
  private final Registrar registrar;

  /** The module on this loop. */
  public Fs(Registrar registrar) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  /**
   * Reads a whole file as text: Node's {@code readFile(path, 'utf8', callback)}. Bytes that are not
   * UTF-8 become U+FFFD, and a byte order mark is kept, as in Node.
   *
   * @param path the file
   * @param callback gets the text, or a {@link io.eventloop.value.SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreadfilepath-options-callback">
   *     Node: fs.readFile</a>
   */
  public void readFile(String path, Callback<? super String> callback) {
    FileRead file = new FileRead(path);
    submit(() -> Utf8.decode(file.read()), callback);
  }

  /**
   * The promise form of {@link #readFile(String, Callback)}.
   *
   * @param path the file
   * @return fulfilled with the text, or rejected with a {@link io.eventloop.value.SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   */
  public Promise<String> readFile(String path) {
    return registrar.promise(callback -> readFile(path, callback));
  }

  /**
   * Reads a whole file: Node's {@code readFile(path, callback)}, which yields a {@code Buffer}.
   *
   * @param path the file
   * @param callback gets the bytes, or a {@link io.eventloop.value.SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   */
  public void readFileBytes(String path, Callback<? super byte[]> callback) {
    submit(new FileRead(path)::read, callback);
  }

  /**
   * The promise form of {@link #readFileBytes(String, Callback)}.
   *
   * @param path the file
   * @return fulfilled with the bytes, or rejected with a {@link io.eventloop.value.SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   */
  public Promise<byte[]> readFileBytes(String path) {
    return registrar.promise(callback -> readFileBytes(path, callback));
  }

  private <T> void submit(Callable<T> work, Callback<? super T> callback) {
    Objects.requireNonNull(callback, "callback");
    registrar.submit(TaskKind.FS, work, CallOptions.DEFAULT, callback);
  }
}
