package io.eventloop.modules.fs;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls that block the thread of the loop, and throw what goes wrong. */
abstract sealed class SyncCalls permits TripCalls {
  /** The descriptors of this loop. */
  final OpenFiles files;

  SyncCalls(OpenFiles files) {
    this.files = files;
  }

  /**
   * {@code fs.existsSync}: whether a file is there; false also where that cannot be found out, and
   * for what is no path.
   */
  public boolean existsSync(@Nullable String path) {
    try {
      Names.access(GivenPath.of(path));
      return true;
    } catch (SystemException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * {@code fs.statSync}.
   *
   * @return what the system knows of it
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public Stats statSync(String path) throws SystemException {
    return Names.stat(GivenPath.of(path));
  }

  /**
   * {@code fs.lstatSync}.
   *
   * @return what the system knows of it
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public Stats lstatSync(String path) throws SystemException {
    return Names.lstat(GivenPath.of(path));
  }

  /**
   * {@code fs.accessSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public void accessSync(String path) throws SystemException {
    Names.access(GivenPath.of(path));
  }

  /**
   * {@code fs.unlinkSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public void unlinkSync(String path) throws SystemException {
    Names.unlink(GivenPath.of(path));
  }

  /**
   * {@code fs.renameSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public void renameSync(String oldPath, String newPath) throws SystemException {
    Names.rename(GivenPath.of(oldPath, "oldPath"), GivenPath.of(newPath, "newPath"));
  }

  /**
   * {@code fs.readdirSync}.
   *
   * @return the names, without {@code .} and {@code ..}, in the order of their bytes
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public List<String> readdirSync(String path) throws SystemException {
    return Directories.readdir(GivenPath.of(path));
  }

  /**
   * {@code fs.mkdirSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public void mkdirSync(String path) throws SystemException {
    Directories.mkdir(GivenPath.of(path), MkdirOptions.DEFAULT);
  }

  /**
   * {@code fs.mkdirSync}.
   *
   * @return the first directory that was made by {@code recursive}; null, if none was
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public @Nullable String mkdirSync(String path, MkdirOptions options) throws SystemException {
    return Directories.mkdir(GivenPath.of(path), options);
  }

  /**
   * {@code fs.rmdirSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if a path has a null character
   */
  public void rmdirSync(String path) throws SystemException {
    Names.rmdir(GivenPath.of(path));
  }

  /**
   * {@code fs.readFileSync(path, 'utf8')}.
   *
   * @return the text; what is not UTF-8 becomes U+FFFD
   * @throws IOException a {@link SystemException}, unless the thread was interrupted
   */
  public String readFileSync(String path) throws IOException {
    return Utf8.decode(readFileBytesSync(path));
  }

  /**
   * {@code fs.readFileSync(path)}.
   *
   * @return the bytes
   * @throws IOException a {@link SystemException}, unless the thread was interrupted
   */
  public byte[] readFileBytesSync(String path) throws IOException {
    return new FileRead(GivenPath.of(path)).read();
  }

  /**
   * {@code fs.writeFileSync(path, data)}.
   *
   * @throws IOException a {@link SystemException}, unless the thread was interrupted
   */
  public void writeFileSync(String path, String data) throws IOException {
    writeOf(path, data, "w").write();
  }

  /**
   * {@code fs.writeFileSync(path, data)}.
   *
   * @throws IOException a {@link SystemException}, unless the thread was interrupted
   */
  public void writeFileSync(String path, byte[] data) throws IOException {
    writeOf(path, data, "w").write();
  }

  /**
   * {@code fs.openSync}.
   *
   * @return the descriptor, to be closed
   * @throws SystemException if it fails
   */
  public int openSync(String path, String flags) throws SystemException {
    GivenPath file = GivenPath.of(path);
    return files.add(OpenFlags.of(flags).open(file, FileMode.READ_WRITE_FOR_ALL));
  }

  /**
   * {@code fs.closeSync}.
   *
   * @throws SystemException if the descriptor is not open, or it fails
   */
  public void closeSync(int fd) throws SystemException {
    files.close(requireDescriptor(fd));
  }

  static int requireDescriptor(int fd) {
    return OutOfRangeException.requireInRange(fd, "fd", 0, Integer.MAX_VALUE);
  }

  static FileWrite writeOf(String path, String data, String flags) {
    return writing(path, Utf8.encode(requireData(data)), flags);
  }

  /** Copies the bytes, since the caller may change its array once the call returns. */
  static FileWrite writeOf(String path, byte[] data, String flags) {
    return writing(path, requireData(data).clone(), flags);
  }

  private static FileWrite writing(String path, byte[] content, String flags) {
    return new FileWrite(GivenPath.of(path), content, OpenFlags.of(flags));
  }

  private static <T> T requireData(T data) {
    return InvalidArgTypeException.require(
        data, "data", "of type string or an instance of Buffer, TypedArray, or DataView");
  }
}
