package io.eventloop.modules.fs;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.modules.fs.FileCall.Form;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.SystemException;
import java.time.Instant;

/** The calls on the name of a file: rename it, remove it, copy it, link it. */
abstract sealed class NameCalls extends DescriptorCalls permits TreeCalls {

  NameCalls(Registrar registrar, OpenFiles files) {
    super(registrar, files);
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
   * Copies a file, with its permissions, to a new name or over the file that is there.
   *
   * @param src the file
   * @param dest the copy; removed again, if it is a regular file that cannot be finished
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   */
  public void copyFile(String src, String dest, Callback<? super Void> callback) {
    copyFile(src, dest, 0, callback);
  }

  /**
   * The promise form of {@link #copyFile(String, String, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> copyFile(String src, String dest) {
    return promise(callback -> copyFile(src, dest, callback));
  }

  /**
   * Copies a file.
   *
   * @param src the file
   * @param dest the copy
   * @param mode for example {@link FsConstants#COPYFILE_EXCL}
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fscopyfilesrc-dest-mode-callback">Node:
   *     fs.copyFile</a>
   */
  public void copyFile(String src, String dest, int mode, Callback<? super Void> callback) {
    GivenPath file = GivenPath.of(src, "src");
    GivenPath target = GivenPath.of(dest, "dest");
    InvalidArgTypeException.requireFunction(callback, "cb");
    Copying copying = new Copying(file, target, mode);
    submit(() -> nothing(() -> copying.run()), callback);
  }

  /**
   * The promise form of {@link #copyFile(String, String, int, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> copyFile(String src, String dest, int mode) {
    return promise(callback -> copyFile(src, dest, mode, callback));
  }

  /**
   * Cuts a file, or fills it up with zeros: three trips to the pool, as in Node.
   *
   * @param path the file
   * @param len in bytes; a negative one is 0
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fstruncatepath-len-callback">Node:
   *     fs.truncate</a>
   */
  public void truncate(String path, long len, Callback<? super Void> callback) {
    truncate(Form.CALLBACK, path, len, callback);
  }

  /**
   * The promise form of {@link #truncate(String, long, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> truncate(String path, long len) {
    return registrar.promise(callback -> truncate(Form.PROMISE, path, len, callback));
  }

  private void truncate(Form form, String path, long len, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    new Truncating(registrar, form, GivenPath.of(path), len, callback).start();
  }

  /**
   * Makes a symbolic link.
   *
   * @param target what it leads to, from where the link is; taken without a slash at its end
   * @param path the link
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fssymlinktarget-path-type-callback">Node:
   *     fs.symlink</a>
   */
  public void symlink(String target, String path, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath to = GivenPath.of(target, "target");
    GivenPath file = GivenPath.of(path);
    submit(() -> nothing(() -> Links.symlink(to, file)), callback);
  }

  /**
   * The promise form of {@link #symlink(String, String, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> symlink(String target, String path) {
    return promise(callback -> symlink(target, path, callback));
  }

  /**
   * Tells what a symbolic link leads to.
   *
   * @param path the link
   * @param callback gets that, as it is written in the link, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreadlinkpath-options-callback">Node:
   *     fs.readlink</a>
   */
  public void readlink(String path, Callback<? super String> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> Links.readlink(file), callback);
  }

  /**
   * The promise form of {@link #readlink(String, Callback)}.
   *
   * @return fulfilled with that, as it is written in the link
   */
  public Promise<String> readlink(String path) {
    return promise(callback -> readlink(path, callback));
  }

  /**
   * Resolves dots and symbolic links.
   *
   * <p>As in Node the callback form takes {@code ..} off the text first, and its errors name the
   * link or the file that could not be looked up; the promise form asks the system, as {@code
   * realpathNative}. One trip to the pool, where Node takes one for each name of the path.
   *
   * @param path the name of a file
   * @param callback gets the absolute name, without dots and links, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsrealpathpath-options-callback">Node:
   *     fs.realpath</a>
   */
  public void realpath(String path, Callback<? super String> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> Links.walk(file), callback);
  }

  /**
   * The promise form of {@link #realpath(String, Callback)}.
   *
   * @return fulfilled with the absolute name, without dots and links
   */
  public Promise<String> realpath(String path) {
    return promise(callback -> realpathNative(path, callback));
  }

  /**
   * Resolves dots and symbolic links, as the system does: {@code fs.realpath.native}.
   *
   * @param path the name of a file
   * @param callback gets the absolute name, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsrealpathnativepath-options-callback">Node:
   *     fs.realpath.native</a>
   */
  public void realpathNative(String path, Callback<? super String> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    submit(() -> Links.realpath(file), callback);
  }

  /**
   * Sets when a file was last read and last changed.
   *
   * @param path the file
   * @param atime last read
   * @param mtime content last changed
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsutimespath-atime-mtime-callback">Node:
   *     fs.utimes</a>
   */
  public void utimes(String path, Instant atime, Instant mtime, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "cb");
    GivenPath file = GivenPath.of(path);
    requireInstant(atime, "atime");
    requireInstant(mtime, "mtime");
    submit(() -> nothing(() -> Names.utimes(file, atime, mtime)), callback);
  }

  /**
   * The promise form of {@link #utimes(String, Instant, Instant, Callback)}.
   *
   * @return fulfilled with null
   */
  public Promise<Void> utimes(String path, Instant atime, Instant mtime) {
    return promise(callback -> utimes(path, atime, mtime, callback));
  }

  private static void requireInstant(Instant time, String argument) {
    InvalidArgTypeException.require(time, argument, "an instance of Date");
  }
}
