package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.SystemException;
import java.util.List;

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
public final class Fs extends FileCalls {

  /** The module on this loop. */
  public Fs(Registrar registrar) {
    this(registrar, new OpenFiles());
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
    GivenPath file = GivenPath.of(path);
    InvalidArgTypeException.requireFunction(callback, "cb");
    submit(() -> nothing(() -> Names.access(file)), callback);
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
   * Removes a name that is not a directory's; the file goes with its last name.
   *
   * @param path the name
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsunlinkpath-callback">Node:
   *     fs.unlink</a>
   */
  public void unlink(String path, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> nothing(() -> Names.unlink(file)), callback);
  }

  /**
   * The promise form of {@link #unlink(String, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> unlink(String path) {
    return promise(callback -> unlink(path, callback));
  }

  /**
   * Renames a file or a directory, within one file system.
   *
   * @param oldPath the name
   * @param newPath what it is to be; replaced, if it is there
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsrenameoldpath-newpath-callback">Node:
   *     fs.rename</a>
   */
  public void rename(String oldPath, String newPath, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(oldPath, "oldPath");
    GivenPath target = GivenPath.of(newPath, "newPath");
    submit(() -> nothing(() -> Names.rename(file, target)), callback);
  }

  /**
   * The promise form of {@link #rename(String, String, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> rename(String oldPath, String newPath) {
    return promise(callback -> rename(oldPath, newPath, callback));
  }

  /**
   * Lists a directory.
   *
   * @param path the directory
   * @param callback gets the names, without {@code .} and {@code ..}, in the order of their bytes,
   *     or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreaddirpath-options-callback">Node:
   *     fs.readdir</a>
   */
  public void readdir(String path, Callback<? super List<String>> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> Directories.readdir(file), callback);
  }

  /**
   * The promise form of {@link #readdir(String, Callback)}.
   *
   * @return fulfilled with the names, without {@code .} and {@code ..}, in the order of their bytes
   */
  public Promise<List<String>> readdir(String path) {
    return promise(callback -> readdir(path, callback));
  }

  /**
   * Makes a directory.
   *
   * @param path the directory
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsmkdirpath-options-callback">Node:
   *     fs.mkdir</a>
   */
  public void mkdir(String path, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> nothing(() -> Directories.mkdir(file, MkdirOptions.DEFAULT)), callback);
  }

  /**
   * The promise form of {@link #mkdir(String, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> mkdir(String path) {
    return promise(callback -> mkdir(path, callback));
  }

  /**
   * Makes a directory, or several.
   *
   * @param path the directory
   * @param options whether the directories above are made too, and the permissions
   * @param callback gets the first directory that was made by {@code recursive}; null, if none was,
   *     or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsmkdirpath-options-callback">Node:
   *     fs.mkdir</a>
   */
  public void mkdir(String path, MkdirOptions options, Callback<? super String> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> Directories.mkdir(file, options), callback);
  }

  /**
   * The promise form of {@link #mkdir(String, MkdirOptions, Callback)}.
   *
   * @return fulfilled with the first directory that was made by {@code recursive}; null, if none
   *     was
   */
  public Promise<String> mkdir(String path, MkdirOptions options) {
    return promise(callback -> mkdir(path, options, callback));
  }

  /**
   * Removes a directory.
   *
   * @param path the directory, which is empty
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if a path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsrmdirpath-options-callback">Node:
   *     fs.rmdir</a>
   */
  public void rmdir(String path, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> nothing(() -> Names.rmdir(file)), callback);
  }

  /**
   * The promise form of {@link #rmdir(String, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> rmdir(String path) {
    return promise(callback -> rmdir(path, callback));
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
    return ReadStream.of(GivenPath.of(path), options, registrar.signal(options.signal()));
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
    return WriteStream.of(GivenPath.of(path), options, registrar.signal(options.signal()));
  }
}
