package io.eventloop.modules.fs;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Trips;
import io.eventloop.modules.fs.FileCall.Form;
import io.eventloop.modules.fs.Reading.Format;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.OutOfRangeException;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An open file: Node's {@code FileHandle}, with promises. Each call is one trip to the pool, save
 * those that read or write all. Emits {@code close} when it is told to close. After that its calls
 * are rejected with {@code EBADF}, "file closed". One that nobody closes is closed when the loop
 * ends.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#class-filehandle">Node: class
 *     FileHandle</a>
 */
public final class FileHandle extends EventEmitter {
  /** As a position: where the file is. */
  static final long HERE = -1;

  /** The descriptor of a file that is closed. */
  private static final int NONE = -1;

  /** Nothing is left half done by an interruption, which would close the file. */
  private static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

  private static final int TURNS_TO_VALUE = 3;
  private static final int TURNS_TO_FAILURE = 5;
  private static final int TURNS_TO_CLOSED = 5;

  private final Registrar registrar;
  private final OpenFiles files;
  private final OpenFile file;
  private int fd;

  /** How many calls are under way, and one for the handle itself. */
  private int references = 1;

  private @Nullable Promise<Void> closing;
  private @Nullable Callback<Void> closed;

  FileHandle(Registrar registrar, OpenFiles files, int fd) throws SystemException {
    this.registrar = registrar;
    this.files = files;
    this.file = files.get(fd, "open");
    this.fd = fd;
  }

  /** What is done to an open file. */
  @FunctionalInterface
  interface Use {
    void of(OpenFile file) throws IOException;
  }

  /** The descriptor, for the calls of {@link Fs} that take one; -1 when it is closed. */
  public int fd() {
    return fd;
  }

  /** Asks what the system knows of it. */
  public Promise<Stats> stat() {
    return call("fstat", file::stat);
  }

  /** As {@link #read(ByteBuffer, long)}, from where the file is, which moves on. */
  public Promise<Integer> read(ByteBuffer buffer) {
    return read(buffer, HERE);
  }

  /**
   * Reads once, at most what the buffer has room for; its position moves on. The buffer is the
   * worker's until then; a direct one saves a copy.
   *
   * @param position where in the file; -1 for where it is
   * @return fulfilled with how many bytes were read; 0 at the end of the file
   */
  public Promise<Integer> read(ByteBuffer buffer, long position) {
    return checked(
        () -> {
          requireBuffer(buffer, position);
          return call("read", () -> read(file, buffer, position));
        });
  }

  static int read(OpenFile file, ByteBuffer buffer, long position) throws IOException {
    return position == HERE ? file.read(buffer) : file.read(buffer, position);
  }

  /** As {@link #write(ByteBuffer, long)}, where the file is, which moves on. */
  public Promise<Integer> write(ByteBuffer buffer) {
    return write(buffer, HERE);
  }

  /**
   * Writes once, all that is left in the buffer if the system takes it; its position moves on. The
   * buffer is the worker's until then; a direct one saves a copy.
   *
   * @param position where in the file; -1 for where it is; of a file that is appended to, the end
   * @return fulfilled with how many bytes were written
   */
  public Promise<Integer> write(ByteBuffer buffer, long position) {
    return checked(
        () -> {
          requireBuffer(buffer, position);
          return call("write", () -> write(file, buffer, position));
        });
  }

  static int write(OpenFile file, ByteBuffer buffer, long position) throws IOException {
    return position == HERE ? file.write(buffer) : file.write(buffer, position);
  }

  static void requireBuffer(ByteBuffer buffer, long position) {
    InvalidArgTypeException.require(
        buffer, "buffer", "an instance of Buffer, TypedArray, or DataView");
    if (position < HERE) {
      throw OutOfRangeException.of("position", ">= -1 && <= 9007199254740991", position);
    }
  }

  /** Reads as text in UTF-8 what follows, to the end of the file. */
  public Promise<String> readFile() {
    return readFile(null);
  }

  /** The same with a signal that is asked before each trip. */
  public Promise<String> readFile(@Nullable AbortSignal signal) {
    return read(Format.TEXT, signal);
  }

  /** Reads what follows, to the end of the file. */
  public Promise<byte[]> readFileBytes() {
    return readFileBytes(null);
  }

  /** The same with a signal that is asked before each trip. */
  public Promise<byte[]> readFileBytes(@Nullable AbortSignal signal) {
    return read(Format.BYTES, signal);
  }

  private <T> Promise<T> read(Format<T> format, @Nullable AbortSignal signal) {
    AbortSignal heard = registrar.signal(signal);
    return callAll(
        "readFile",
        callback ->
            new Reading<>(registrar, Form.PROMISE, CallFile.lent(file), format, heard, callback));
  }

  /** Writes text as UTF-8, all of it, where the file is. */
  public Promise<Void> writeFile(String data) {
    return writeFile(data, null);
  }

  /** The same with a signal that is asked before each trip. */
  public Promise<Void> writeFile(String data, @Nullable AbortSignal signal) {
    return checked(() -> write(SyncCalls.contentOf(data), signal));
  }

  /** Writes bytes, all of them, where the file is; they are copied before this returns. */
  public Promise<Void> writeFile(byte[] data) {
    return writeFile(data, null);
  }

  /** The same with a signal that is asked before each trip. */
  public Promise<Void> writeFile(byte[] data, @Nullable AbortSignal signal) {
    return checked(() -> write(SyncCalls.contentOf(data), signal));
  }

  /** The same as {@link #writeFile(String)}: it appends in a file that was opened so. */
  public Promise<Void> appendFile(String data) {
    return writeFile(data);
  }

  /** The same as {@link #writeFile(byte[])}: it appends in a file that was opened so. */
  public Promise<Void> appendFile(byte[] data) {
    return writeFile(data);
  }

  private Promise<Void> write(byte[] content, @Nullable AbortSignal signal) {
    AbortSignal heard = registrar.signal(signal);
    return callAll(
        "writeFile",
        callback ->
            new Writing(
                registrar,
                Form.PROMISE,
                CallFile.lent(file),
                ByteBuffer.wrap(content),
                heard,
                callback));
  }

  /** Reads it as a stream, from where it is, or a range of it: the stream closes the file. */
  public ReadStream createReadStream() {
    return createReadStream(ReadStreamOptions.DEFAULT);
  }

  /**
   * The same with options, of which those for opening count for nothing. When the file is told to
   * close, the stream is destroyed.
   *
   * @throws OutOfRangeException at once, if the file is closed
   */
  public ReadStream createReadStream(ReadStreamOptions options) {
    StreamFile lent = new StreamFile.OfHandle(this);
    ReadStream stream = ReadStream.of(lent, options, registrar.signal(options.signal()));
    on("close", args -> stream.close());
    return stream;
  }

  /** A stream that writes where the file is, and closes it in the end. */
  public WriteStream createWriteStream() {
    return createWriteStream(WriteStreamOptions.DEFAULT);
  }

  /**
   * The same with options, of which those for opening count for nothing. When the file is told to
   * close, the stream is ended.
   *
   * @throws OutOfRangeException at once, if the file is closed
   */
  public WriteStream createWriteStream(WriteStreamOptions options) {
    StreamFile lent = new StreamFile.OfHandle(this);
    WriteStream stream = WriteStream.of(lent, options, registrar.signal(options.signal()));
    on("close", args -> stream.close());
    return stream;
  }

  /** To a stream, which counts as a call that is under way until it gives it back. */
  OpenFile lend() {
    SyncCalls.requireDescriptor(fd);
    references++;
    return file;
  }

  /** Cuts the file to nothing. */
  public Promise<Void> truncate() {
    return truncate(0);
  }

  /**
   * Cuts the file, or fills it up with zeros; where it is stays.
   *
   * @param len in bytes; a negative one is 0
   */
  public Promise<Void> truncate(long len) {
    return call("ftruncate", () -> TripCalls.nothing(() -> file.truncate(Math.max(0, len))));
  }

  /** Has it written to the disk, with its attributes. */
  public Promise<Void> sync() {
    return call("fsync", () -> TripCalls.nothing(file::sync));
  }

  /** Has what is in it written to the disk. */
  public Promise<Void> datasync() {
    return call("fdatasync", () -> TripCalls.nothing(file::datasync));
  }

  /**
   * Closes the file, when the calls that are under way have ended; until then others may be begun.
   *
   * @return fulfilled when it is closed; at once, if it was, or the last call that was under way is
   *     closing it
   */
  public Promise<Void> close() {
    if (fd == NONE) {
      return Promise.resolve();
    }
    if (closing != null) {
      return closing;
    }
    Promise<Void> closes =
        AsyncTurns.promise(
            registrar,
            TURNS_TO_CLOSED,
            TURNS_TO_CLOSED,
            callback -> {
              closed = callback;
              giveBack();
            });
    closing = closes;
    emit("close");
    return closes;
  }

  void giveBack() {
    references--;
    Callback<Void> callback = closed;
    if (references == 0 && callback != null) {
      int descriptor = fd;
      fd = NONE;
      Trips last = registrar.trips(file::closeUnheard); // which no signal calls off
      last.submit(
          TaskKind.FS, () -> TripCalls.nothing(() -> files.close(descriptor)), WHOLE, callback);
      last.end();
    }
  }

  /** What an argument is refused with rejects the promise, as that of an async function. */
  private <T> Promise<T> checked(Callable<Promise<T>> call) {
    try {
      return call.call();
    } catch (Exception refused) {
      return Promise.reject(refused);
    }
  }

  private <T> Promise<T> call(String syscall, Callable<T> work) {
    if (fd == NONE) {
      return Promise.reject(SystemException.ofClosedFile(syscall));
    }
    return AsyncTurns.promise(
        registrar,
        TURNS_TO_VALUE,
        TURNS_TO_FAILURE,
        callback -> registrar.submit(TaskKind.FS, work, WHOLE, taken(callback)));
  }

  /** The same for a call of several trips. */
  private <T> Promise<T> callAll(String name, Function<Callback<T>, FileCall<T>> made) {
    if (fd == NONE) {
      return Promise.reject(SystemException.ofClosedFile(name));
    }
    return registrar.promise(callback -> made.apply(taken(callback)).startOpened());
  }

  /** The file is in use until the callback is called. */
  private <T> Callback<T> taken(Callback<T> callback) {
    references++;
    return (error, value) -> {
      giveBack();
      callback.call(error, value);
    };
  }
}
