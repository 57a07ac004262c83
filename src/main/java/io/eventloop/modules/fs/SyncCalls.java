package io.eventloop.modules.fs;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.time.Instant;
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
      Names.access(GivenPath.of(path), FsConstants.F_OK);
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
    Names.access(GivenPath.of(path), FsConstants.F_OK);
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
    return Listing.names(GivenPath.of(path));
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
   * {@code fs.accessSync(path, mode)}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public void accessSync(String path, int mode) throws SystemException {
    Names.access(GivenPath.of(path), mode);
  }

  /**
   * {@code fs.readdirSync(path, options)}.
   *
   * @return the names
   * @throws IOException a {@link SystemException}, unless the thread was interrupted
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public List<String> readdirSync(String path, ReaddirOptions options) throws IOException {
    return Listing.names(GivenPath.of(path), options);
  }

  /**
   * {@code fs.mkdtempSync}.
   *
   * @return the name of the directory
   * @throws SystemException if it fails
   */
  public String mkdtempSync(String prefix) throws SystemException {
    return Directories.mkdtemp(GivenPath.of(prefix, "prefix").text());
  }

  /**
   * {@code fs.rmSync}.
   *
   * @throws IOException a {@link SystemException}, unless the thread was interrupted
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public void rmSync(String path, RmOptions options) throws IOException {
    new Removal(GivenPath.of(path), options).run();
  }

  /**
   * {@code fs.copyFileSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public void copyFileSync(String src, String dest, int mode) throws SystemException {
    new Copying(GivenPath.of(src, "src"), GivenPath.of(dest, "dest"), mode).run();
  }

  /**
   * {@code fs.symlinkSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public void symlinkSync(String target, String path) throws SystemException {
    Links.symlink(GivenPath.of(target, "target"), GivenPath.of(path));
  }

  /**
   * {@code fs.readlinkSync}.
   *
   * @return what the link leads to
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public String readlinkSync(String path) throws SystemException {
    return Links.readlink(GivenPath.of(path));
  }

  /**
   * {@code fs.realpathSync}.
   *
   * @return the absolute name
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public String realpathSync(String path) throws SystemException {
    return Links.walk(GivenPath.of(path));
  }

  /**
   * {@code fs.utimesSync}.
   *
   * @throws SystemException if it fails
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public void utimesSync(String path, Instant atime, Instant mtime) throws SystemException {
    Names.utimes(GivenPath.of(path), atime, mtime);
  }

  /**
   * {@code fs.appendFileSync}.
   *
   * @throws IOException a {@link SystemException}, unless the thread was interrupted
   * @throws IllegalArgumentException if an argument is not accepted
   */
  public void appendFileSync(String path, String data) throws IOException {
    writeOf(path, data, "a").write();
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
    OpenFlags how = OpenFlags.of(flags);
    files.closeAtEnd();
    return files.add(OpenFile.openToKeep(file, how, FileMode.READ_WRITE_FOR_ALL));
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
    return writing(path, contentOf(data), flags);
  }

  static FileWrite writeOf(String path, byte[] data, String flags) {
    return writing(path, contentOf(data), flags);
  }

  static byte[] contentOf(String data) {
    return Utf8.encode(requireData(data));
  }

  /** Copies the bytes, since the caller may change its array once the call returns. */
  static byte[] contentOf(byte[] data) {
    return requireData(data).clone();
  }

  private static FileWrite writing(String path, byte[] content, String flags) {
    return new FileWrite(GivenPath.of(path), content, OpenFlags.of(flags));
  }

  private static <T> T requireData(T data) {
    return InvalidArgTypeException.require(
        data, "data", "of type string or an instance of Buffer, TypedArray, or DataView");
  }
}
