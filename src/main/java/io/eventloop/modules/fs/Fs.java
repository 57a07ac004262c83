package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Registration;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Node's {@code fs}: files, on the pool, each call one task of the kind {@link TaskKind#FS}, or the
 * several that Node has, one after the other, to read or write a whole file. Of the loop's thread,
 * which waits for a disk only in the calls that end with {@code Sync}. Each other call is there in
 * callback form and, without the callback, in promise form.
 *
 * <p>What goes wrong with a file is a {@link SystemException} with Node's code and message, given
 * to the callback. A path is taken as Node takes it: relative to the working directory of the
 * process, and named in messages as the caller wrote it. An argument that is not accepted is
 * refused at once, with Node's message; so is a callback that is null. The promise form does not
 * throw then: its promise is rejected, as in {@code fs.promises}.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html">Node: File system</a>
 */
public final class Fs extends TreeCalls {
  private static final int ALL_MODES = FsConstants.R_OK | FsConstants.W_OK | FsConstants.X_OK;

  /** The module on this loop. */
  public Fs(Registrar registrar) {
    this(registrar, new OpenFiles(registrar));
  }

  private Fs(Registrar registrar, OpenFiles files) {
    super(registrar, files);
  }

  /**
   * The same module, each of whose calls is called off by a signal. {@code readFile} and {@code
   * writeFile} are as if they had been given it. Of the others, what waits for a thread is not
   * begun, and what runs goes to its end unheard; the callback, or the promise, gets an {@link
   * io.eventloop.loop.AbortException}, as any other answer after the call has returned. Not for the
   * calls that end with {@code Sync}. Descriptors are shared; a file that a call was opening when
   * it was called off is closed again.
   *
   * @param signal besides one that a call is given
   */
  public Fs withSignal(AbortSignal signal) {
    return new Fs(registrar.withSignal(signal), files);
  }

  /**
   * Asks what the system knows of a file, or of what a symbolic link leads to.
   *
   * @param path the file
   * @param callback gets what the system knows of it, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsstatpath-options-callback">Node:
   *     fs.stat</a>
   */
  public void stat(String path, Callback<? super Stats> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> Names.stat(file), callback);
  }

  /**
   * The promise form of {@link #stat(String, Callback)}.
   *
   * @return fulfilled with what the system knows of it
   */
  public Promise<Stats> stat(String path) {
    return promise(callback -> stat(path, callback));
  }

  /**
   * The same as {@link #stat}, for a symbolic link itself.
   *
   * @param path the file
   * @param callback gets what the system knows of it, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fslstatpath-options-callback">Node:
   *     fs.lstat</a>
   */
  public void lstat(String path, Callback<? super Stats> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> Names.lstat(file), callback);
  }

  /**
   * The promise form of {@link #lstat(String, Callback)}.
   *
   * @return fulfilled with what the system knows of it
   */
  public Promise<Stats> lstat(String path) {
    return promise(callback -> lstat(path, callback));
  }

  /**
   * Asks whether a file is there.
   *
   * @param path the file
   * @param callback gets null, if it is there, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsaccesspath-mode-callback">Node:
   *     fs.access</a>
   */
  public void access(String path, Callback<? super Void> callback) {
    access(path, FsConstants.F_OK, callback);
  }

  /**
   * The promise form of {@link #access(String, Callback)}.
   *
   * @return fulfilled with null, if it is there
   */
  public Promise<Void> access(String path) {
    return promise(callback -> access(path, callback));
  }

  /**
   * Asks whether a file is there and may be used.
   *
   * @param path the file
   * @param mode of {@link FsConstants}: {@code R_OK}, {@code W_OK}, {@code X_OK}, added up
   * @param callback gets null, if it may, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsaccesspath-mode-callback">Node:
   *     fs.access</a>
   */
  public void access(String path, int mode, Callback<? super Void> callback) {
    OutOfRangeException.requireInRange(mode, "mode", 0, ALL_MODES);
    GivenPath file = GivenPath.of(path);
    InvalidArgTypeException.requireFunction(callback, "cb");
    submit(() -> nothing(() -> Names.access(file, mode)), callback);
  }

  /**
   * The promise form of {@link #access(String, int, Callback)}.
   *
   * @return fulfilled with null, if it may
   */
  public Promise<Void> access(String path, int mode) {
    return promise(callback -> access(path, mode, callback));
  }

  /**
   * A stream of what is in a file, which is opened at once.
   *
   * @param path the file
   * @return its errors are {@link SystemException}s, {@code error} events of the stream
   * @throws IllegalArgumentException at once, if the path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fscreatereadstreampath-options">Node:
   *     fs.createReadStream</a>
   */
  public ReadStream createReadStream(String path) {
    return createReadStream(path, ReadStreamOptions.DEFAULT);
  }

  /** The same with options. */
  public ReadStream createReadStream(String path, ReadStreamOptions options) {
    OpenFlags flags = OpenFlags.of(options.flags());
    StreamFile file = new StreamFile.Named(files, GivenPath.of(path), flags, options.mode());
    return ReadStream.of(file, options, registrar.signal(options.signal()));
  }

  /**
   * A stream of what is in a file that is open, which the stream closes: Node's option {@code fd}.
   * Options for opening count for nothing, and {@code open} is not emitted.
   *
   * @param fd what {@code open} gave
   * @throws IllegalArgumentException at once, if the descriptor is negative
   */
  public ReadStream createReadStream(int fd, ReadStreamOptions options) {
    StreamFile file = new StreamFile.OfDescriptor(files, fd);
    return ReadStream.of(file, options, registrar.signal(options.signal()));
  }

  /**
   * A stream into a file, which is made or replaced at once.
   *
   * @param path the file
   * @return its errors are {@link SystemException}s, {@code error} events of the stream
   * @throws IllegalArgumentException at once, if the path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fscreatewritestreampath-options">Node:
   *     fs.createWriteStream</a>
   */
  public WriteStream createWriteStream(String path) {
    return createWriteStream(path, WriteStreamOptions.DEFAULT);
  }

  /** The same with options. */
  public WriteStream createWriteStream(String path, WriteStreamOptions options) {
    OpenFlags flags = OpenFlags.of(options.flags());
    StreamFile file = new StreamFile.Named(files, GivenPath.of(path), flags, options.mode());
    return WriteStream.of(file, options, registrar.signal(options.signal()));
  }

  /**
   * A stream into a file that is open, which the stream closes: Node's option {@code fd}. Options
   * for opening count for nothing, and {@code open} is not emitted.
   *
   * @param fd what {@code open} gave
   * @throws IllegalArgumentException at once, if the descriptor is negative
   */
  public WriteStream createWriteStream(int fd, WriteStreamOptions options) {
    StreamFile file = new StreamFile.OfDescriptor(files, fd);
    return WriteStream.of(file, options, registrar.signal(options.signal()));
  }

  /**
   * Watches a file or a directory, until it is closed: the loop stays alive for that. No thread of
   * the pool waits.
   *
   * @param path the file, or the directory
   * @param listener of the event {@code change}: gets what has happened, {@code rename} or {@code
   *     change}, and the name, or null
   * @throws SystemException at once, if it cannot be watched
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fswatchfilename-options-listener">
   *     Node: fs.watch</a>
   */
  public FSWatcher watch(String path, BiConsumer<String, @Nullable String> listener)
      throws SystemException {
    return watch(path, null, listener);
  }

  /**
   * The same with a signal that closes the watcher; in a tick, if it is aborted already.
   *
   * @param signal null for none
   */
  public FSWatcher watch(
      String path, @Nullable AbortSignal signal, BiConsumer<String, @Nullable String> listener)
      throws SystemException {
    GivenPath file = GivenPath.of(path, "filename");
    InvalidArgTypeException.requireFunction(listener, "listener");
    AbortSignal heard = registrar.signal(signal);
    FSWatcher watcher = new FSWatcher(registrar, file);
    watcher.on("change", args -> listener.accept((String) args[0], (String) args[1]));
    if (heard != null && heard.aborted()) {
      registrar.nextTick(watcher::close);
    } else if (heard != null) {
      Registration aborting = heard.onAbort(watcher::close);
      watcher.once("close", aborting::remove);
    }
    return watcher;
  }
}
