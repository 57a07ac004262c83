package io.eventloop.modules.fs;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import java.nio.ByteBuffer;

/**
 * The calls on an open file: by its descriptor with a callback, and by {@link FileHandle} with
 * promises, as in Node.
 */
abstract sealed class DescriptorCalls extends FileCalls permits NameCalls {
  private static final String CALLBACK = "cb";

  DescriptorCalls(Registrar registrar, OpenFiles files) {
    super(registrar, files);
  }

  /**
   * Opens a file, with the permissions {@code 0666} less the umask if it is made.
   *
   * @see #open(String, String, int, Callback)
   */
  public void open(String path, String flags, Callback<? super Integer> callback) {
    open(path, flags, FileMode.READ_WRITE_FOR_ALL, callback);
  }

  /**
   * Opens a file.
   *
   * @param path the file
   * @param flags Node's, for example {@code r}, {@code w}, {@code wx}, {@code a}
   * @param mode permissions of a file that is made, less the umask of the process
   * @param callback gets the descriptor, which is this loop's and no other's, or a {@link
   *     SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsopenpath-flags-mode-callback">
   *     Node: fs.open</a>
   */
  public void open(String path, String flags, int mode, Callback<? super Integer> callback) {
    GivenPath file = GivenPath.of(path);
    if (mode < 0) {
      throw OutOfRangeException.of("mode", ">= 0 && <= 4294967295", mode);
    }
    OpenFlags how = OpenFlags.of(flags);
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    files.closeAtEnd();
    Opening opening = new Opening(files, file, how, mode);
    submit(opening::open, opening.reportingTo(callback));
  }

  /**
   * The promise form of {@link #open(String, String, Callback)}.
   *
   * @return fulfilled with the open file, to be closed
   */
  public Promise<FileHandle> open(String path, String flags) {
    return open(path, flags, FileMode.READ_WRITE_FOR_ALL);
  }

  /**
   * The promise form of {@link #open(String, String, int, Callback)}.
   *
   * @return fulfilled with the open file, to be closed
   */
  public Promise<FileHandle> open(String path, String flags, int mode) {
    return promise(
        callback ->
            open(
                path,
                flags,
                mode,
                (error, fd) ->
                    callback.call(
                        error, fd == null ? null : new FileHandle(registrar, files, fd))));
  }

  /**
   * Closes a file. A call on it that is under way then fails with {@code EBADF}, or has had what it
   * wanted.
   *
   * @param fd what {@code open} gave
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the descriptor is negative
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsclosefd-callback">Node:
   *     fs.close</a>
   */
  public void close(int fd, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    requireDescriptor(fd);
    submit(() -> nothing(() -> files.close(fd)), callback);
  }

  /** As {@link #read(int, ByteBuffer, long, Callback)}, from where the file is, which moves on. */
  public void read(int fd, ByteBuffer buffer, Callback<? super Integer> callback) {
    read(fd, buffer, FileHandle.HERE, callback);
  }

  /**
   * Reads once, at most what the buffer has room for; its position moves on. The buffer is the
   * worker's until the callback is called; a direct one saves a copy.
   *
   * @param fd what {@code open} gave
   * @param buffer takes the bytes
   * @param position where in the file; -1 for where it is
   * @param callback gets how many bytes were read, 0 at the end of the file, or a {@link
   *     SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreadfd-buffer-offset-length-position-callback">
   *     Node: fs.read</a>
   */
  public void read(int fd, ByteBuffer buffer, long position, Callback<? super Integer> callback) {
    requireDescriptor(fd);
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    FileHandle.requireBuffer(buffer, position);
    submit(() -> FileHandle.read(files.get(fd, "read"), buffer, position), callback);
  }

  /** As {@link #write(int, ByteBuffer, long, Callback)}, where the file is, which moves on. */
  public void write(int fd, ByteBuffer buffer, Callback<? super Integer> callback) {
    write(fd, buffer, FileHandle.HERE, callback);
  }

  /**
   * Writes once, all that is left in the buffer if the system takes it; its position moves on. The
   * buffer is the worker's until the callback is called; a direct one saves a copy.
   *
   * @param fd what {@code open} gave
   * @param buffer has the bytes
   * @param position where in the file; -1 for where it is; of a file that is appended to, the end
   * @param callback gets how many bytes were written, or a {@link SystemException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fswritefd-buffer-offset-length-position-callback">
   *     Node: fs.write</a>
   */
  public void write(int fd, ByteBuffer buffer, long position, Callback<? super Integer> callback) {
    requireDescriptor(fd);
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    FileHandle.requireBuffer(buffer, position);
    submit(() -> FileHandle.write(files.get(fd, "write"), buffer, position), callback);
  }

  /**
   * Asks what the system knows of an open file.
   *
   * @param fd what {@code open} gave
   * @param callback gets that, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the descriptor is negative
   */
  public void fstat(int fd, Callback<? super Stats> callback) {
    requireDescriptor(fd);
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    submit(() -> files.get(fd, "fstat").stat(), callback);
  }

  /**
   * Cuts an open file, or fills it up with zeros.
   *
   * @param fd what {@code open} gave
   * @param len in bytes; a negative one is 0
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the descriptor is negative
   */
  public void ftruncate(int fd, long len, Callback<? super Void> callback) {
    String syscall = "ftruncate";
    submitOn(fd, syscall, file -> file.truncate(Math.max(0, len)), callback);
  }

  /**
   * Has an open file written to the disk, with its attributes.
   *
   * @param fd what {@code open} gave
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the descriptor is negative
   */
  public void fsync(int fd, Callback<? super Void> callback) {
    submitOn(fd, "fsync", OpenFile::sync, callback);
  }

  /**
   * The same for what is in the file only.
   *
   * @param fd what {@code open} gave
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the descriptor is negative
   */
  public void fdatasync(int fd, Callback<? super Void> callback) {
    submitOn(fd, "fdatasync", OpenFile::datasync, callback);
  }

  private void submitOn(
      int fd, String syscall, FileHandle.Use use, Callback<? super Void> callback) {
    requireDescriptor(fd);
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    submit(() -> nothing(() -> use.of(files.get(fd, syscall))), callback);
  }
}
