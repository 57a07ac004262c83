package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.modules.fs.FileCall.Form;
import io.eventloop.modules.fs.Reading.Format;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.SystemException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The calls on what is in a file: read it, write it. */
abstract sealed class FileCalls extends TripCalls permits DescriptorCalls {
  private static final String CALLBACK = "cb";

  FileCalls(Registrar registrar, OpenFiles files) {
    super(registrar, files);
  }

  /**
   * Reads a whole file as text: Node's {@code readFile(path, 'utf8', callback)}. Bytes that are not
   * UTF-8 become U+FFFD, and a byte order mark is kept, as in Node.
   *
   * @param path the file
   * @param callback gets the text, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsreadfilepath-options-callback">
   *     Node: fs.readFile</a>
   */
  public void readFile(String path, Callback<? super String> callback) {
    read(Form.CALLBACK, path, Format.TEXT, null, callback);
  }

  /**
   * The same with a signal that gives the reading up: what is being read is read, the file is
   * closed, and the callback gets an {@link io.eventloop.loop.AbortException}; before this returns,
   * as in Node, if the signal is aborted already.
   *
   * @param signal null for none
   */
  public void readFile(
      String path, @Nullable AbortSignal signal, Callback<? super String> callback) {
    read(Form.CALLBACK, path, Format.TEXT, signal, callback);
  }

  /**
   * The same for text that is in another charset than UTF-8.
   *
   * @param charset what it does not have becomes its replacement
   */
  public void readFile(String path, Charset charset, Callback<? super String> callback) {
    read(Form.CALLBACK, path, Format.textIn(charset), null, callback);
  }

  /** The promise form of {@link #readFile(String, Charset, Callback)}. */
  public Promise<String> readFile(String path, Charset charset) {
    return registrar.promise(
        callback -> read(Form.PROMISE, path, Format.textIn(charset), null, callback));
  }

  private <T> void read(
      Form form,
      String path,
      Format<T> format,
      @Nullable AbortSignal signal,
      Callback<? super T> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    AbortSignal heard = registrar.signal(signal);
    if (heard == null || !heard.answerIfAborted(callback)) {
      new Reading<>(registrar, form, FileRead.file(GivenPath.of(path)), format, heard, callback)
          .start();
    }
  }

  /**
   * The promise form of {@link #readFile(String, Callback)}.
   *
   * @return fulfilled with the text
   */
  public Promise<String> readFile(String path) {
    return readFile(path, (AbortSignal) null);
  }

  /** The promise form of {@link #readFile(String, AbortSignal, Callback)}. */
  public Promise<String> readFile(String path, @Nullable AbortSignal signal) {
    return registrar.promise(callback -> read(Form.PROMISE, path, Format.TEXT, signal, callback));
  }

  /**
   * Reads a whole file: Node's {@code readFile(path, callback)}, which yields a {@code Buffer}.
   *
   * @param path the file
   * @param callback gets the bytes, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   */
  public void readFileBytes(String path, Callback<? super byte[]> callback) {
    readFileBytes(path, null, callback);
  }

  /** The same with a signal that gives the reading up, as for text. */
  public void readFileBytes(
      String path, @Nullable AbortSignal signal, Callback<? super byte[]> callback) {
    read(Form.CALLBACK, path, Format.BYTES, signal, callback);
  }

  /**
   * The promise form of {@link #readFileBytes(String, Callback)}.
   *
   * @return fulfilled with the bytes
   */
  public Promise<byte[]> readFileBytes(String path) {
    return registrar.promise(callback -> read(Form.PROMISE, path, Format.BYTES, null, callback));
  }

  /** The promise form of {@link #readFileBytes(String, AbortSignal, Callback)}. */
  public Promise<byte[]> readFileBytes(String path, @Nullable AbortSignal signal) {
    return registrar.promise(callback -> read(Form.PROMISE, path, Format.BYTES, signal, callback));
  }

  /**
   * Writes a whole file, which is made or replaced.
   *
   * @param path the file
   * @param data its text, as UTF-8
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fswritefilefile-data-options-callback">
   *     Node: fs.writeFile</a>
   */
  public void writeFile(String path, String data, Callback<? super Void> callback) {
    writeFile(path, data, "w", callback);
  }

  /**
   * Writes a file with the option {@code flag}.
   *
   * @param path the file
   * @param data its text, as UTF-8
   * @param flag how it is opened, for example {@code a} to append, {@code wx} for a new file only
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character or the flag is none
   */
  public void writeFile(String path, String data, String flag, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    write(Form.CALLBACK, writeOf(path, data, flag), null, callback);
  }

  /**
   * Writes a whole file, with a signal that calls it off: what is being written then is written to
   * its end, as far as the system takes it in one go, and the file is closed.
   *
   * @param path the file
   * @param data its text, as UTF-8
   * @param callback gets null, or an {@link io.eventloop.loop.AbortException}; before this returns,
   *     as in Node, if the signal is aborted already
   */
  public void writeFile(
      String path, String data, AbortSignal signal, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    write(Form.CALLBACK, writeOf(path, data, "w"), signal, callback);
  }

  /** The promise form of {@link #writeFile(String, String, Callback)}. */
  public Promise<Void> writeFile(String path, String data) {
    return writeFile(path, data, "w");
  }

  /** The promise form of {@link #writeFile(String, String, String, Callback)}. */
  public Promise<Void> writeFile(String path, String data, String flag) {
    return registrar.promise(
        callback -> write(Form.PROMISE, writeOf(path, data, flag), null, callback));
  }

  /** The promise form of {@link #writeFile(String, String, AbortSignal, Callback)}. */
  public Promise<Void> writeFile(String path, String data, AbortSignal signal) {
    return registrar.promise(
        callback -> write(Form.PROMISE, writeOf(path, data, "w"), signal, callback));
  }

  /**
   * Writes a whole file, which is made or replaced.
   *
   * @param path the file
   * @param data its bytes, which are copied before this returns
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fswritefilefile-data-options-callback">
   *     Node: fs.writeFile</a>
   */
  public void writeFile(String path, byte[] data, Callback<? super Void> callback) {
    writeFile(path, data, "w", callback);
  }

  /**
   * Writes a file with the option {@code flag}.
   *
   * @param path the file
   * @param data its bytes, which are copied before this returns
   * @param flag how it is opened, for example {@code a} to append, {@code wx} for a new file only
   * @param callback gets null, or a {@link SystemException}
   * @throws IllegalArgumentException at once, if the path has a null character or the flag is none
   */
  public void writeFile(String path, byte[] data, String flag, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    write(Form.CALLBACK, writeOf(path, data, flag), null, callback);
  }

  /**
   * Writes a whole file, with a signal that calls it off: what is being written then is written to
   * its end, as far as the system takes it in one go, and the file is closed.
   *
   * @param path the file
   * @param data its bytes, which are copied before this returns
   * @param callback gets null, or an {@link io.eventloop.loop.AbortException}; before this returns,
   *     as in Node, if the signal is aborted already
   */
  public void writeFile(
      String path, byte[] data, AbortSignal signal, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, CALLBACK);
    write(Form.CALLBACK, writeOf(path, data, "w"), signal, callback);
  }

  /** The promise form of {@link #writeFile(String, byte[], Callback)}. */
  public Promise<Void> writeFile(String path, byte[] data) {
    return writeFile(path, data, "w");
  }

  /** The promise form of {@link #writeFile(String, byte[], String, Callback)}. */
  public Promise<Void> writeFile(String path, byte[] data, String flag) {
    return registrar.promise(
        callback -> write(Form.PROMISE, writeOf(path, data, flag), null, callback));
  }

  private void write(
      Form form, FileWrite file, @Nullable AbortSignal signal, Callback<? super Void> callback) {
    AbortSignal heard = registrar.signal(signal);
    if (heard == null || !heard.answerIfAborted(callback)) {
      new Writing(registrar, form, file.file(), file.content(), heard, callback).start();
    }
  }

  /** The promise form of {@link #writeFile(String, byte[], AbortSignal, Callback)}. */
  public Promise<Void> writeFile(String path, byte[] data, AbortSignal signal) {
    return registrar.promise(
        callback -> write(Form.PROMISE, writeOf(path, data, "w"), signal, callback));
  }

  /**
   * Adds to a file, which is made if it is not there: {@code writeFile} with the flag {@code a}.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/fs.html#fsappendfilepath-data-options-callback">
   *     Node: fs.appendFile</a>
   */
  public void appendFile(String path, String data, Callback<? super Void> callback) {
    writeFile(path, data, "a", callback);
  }

  /** The same with bytes, which are copied before this returns. */
  public void appendFile(String path, byte[] data, Callback<? super Void> callback) {
    writeFile(path, data, "a", callback);
  }

  /** The promise form of {@link #appendFile(String, String, Callback)}. */
  public Promise<Void> appendFile(String path, String data) {
    return writeFile(path, data, "a");
  }

  /** The promise form of {@link #appendFile(String, byte[], Callback)}. */
  public Promise<Void> appendFile(String path, byte[] data) {
    return writeFile(path, data, "a");
  }
}
