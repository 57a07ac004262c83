package io.eventloop.modules.fs;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.SystemException;
import java.util.List;

/** The calls on directories, and on all that is in them. */
abstract sealed class TreeCalls extends NameCalls permits Fs {
  private static final int TURNS_TO_TYPES = 4;

  TreeCalls(Registrar registrar, OpenFiles files) {
    super(registrar, files);
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
    readdir(path, ReaddirOptions.DEFAULT, callback);
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
   * Lists a directory, and what is below it if that is asked for: one trip to the pool.
   *
   * @param path the directory
   * @param options whether the directories below are listed too
   * @param callback gets the names; those below relative to the directory, level by level, or a
   *     {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreaddirpath-options-callback">Node:
   *     fs.readdir</a>
   */
  public void readdir(
      String path, ReaddirOptions options, Callback<? super List<String>> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    requireOptions(options);
    submitLong(() -> Listing.names(file, options), callback);
  }

  /**
   * The promise form of {@link #readdir(String, ReaddirOptions, Callback)}.
   *
   * @return fulfilled with the names; those below relative to the directory, level by level
   */
  public Promise<List<String>> readdir(String path, ReaddirOptions options) {
    return promise(callback -> readdir(path, options, callback));
  }

  /**
   * Lists a directory with the types of its entries: Node's option {@code withFileTypes}.
   *
   * @param path the directory
   * @param options whether the directories below are listed too
   * @param callback gets the entries, in the order of {@link #readdir(String, ReaddirOptions,
   *     Callback)}, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreaddirpath-options-callback">Node:
   *     fs.readdir</a>
   */
  public void readdirWithFileTypes(
      String path, ReaddirOptions options, Callback<? super List<Dirent>> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    requireOptions(options);
    submitLong(() -> Listing.entries(file, options), callback);
  }

  /**
   * The promise form of {@link #readdirWithFileTypes(String, ReaddirOptions, Callback)}.
   *
   * @return fulfilled with the entries, in the order of {@link #readdir(String, ReaddirOptions,
   *     Callback)}
   */
  public Promise<List<Dirent>> readdirWithFileTypes(String path, ReaddirOptions options) {
    return promise(
        TURNS_TO_TYPES, TURNS_TO_TYPES, callback -> readdirWithFileTypes(path, options, callback));
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
   * Makes a directory that is nobody else's, for its owner only.
   *
   * @param prefix how its name begins; six letters or digits are added
   * @param callback gets its name, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsmkdtempprefix-options-callback">Node:
   *     fs.mkdtemp</a>
   */
  public void mkdtemp(String prefix, Callback<? super String> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    String given = GivenPath.of(prefix, "prefix").text();
    submit(() -> Directories.mkdtemp(given), callback);
  }

  /**
   * The promise form of {@link #mkdtemp(String, Callback)}.
   *
   * @return fulfilled with its name
   */
  public Promise<String> mkdtemp(String prefix) {
    return promise(callback -> mkdtemp(prefix, callback));
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
   * Removes a file that is there.
   *
   * @param path the file
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   */
  public void rm(String path, Callback<? super Void> callback) {
    rm(path, RmOptions.DEFAULT, callback);
  }

  /**
   * The promise form of {@link #rm(String, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> rm(String path) {
    return promise(0, 0, callback -> rm(path, callback));
  }

  /**
   * Removes a file, or a directory with all that is in it. One trip to the pool, where Node takes
   * one for each file and several for each directory; when the loop is stopped, it ends between two
   * files.
   *
   * @param path the file
   * @param options whether directories are removed, and whether there has to be something
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsrmpath-options-callback">Node:
   *     fs.rm</a>
   */
  public void rm(String path, RmOptions options, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    requireOptions(options);
    Removal removal = new Removal(file, options);
    submitLong(() -> nothing(removal::run), callback);
  }

  /**
   * The promise form of {@link #rm(String, RmOptions, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> rm(String path, RmOptions options) {
    return promise(0, 0, callback -> rm(path, options, callback));
  }

  private static void requireOptions(Object options) {
    InvalidArgTypeException.require(options, "options", "an instance of Object");
  }
}
