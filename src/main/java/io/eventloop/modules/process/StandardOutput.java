package io.eventloop.modules.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.modules.stream.WritableSink;
import io.eventloop.modules.stream.WritableStream;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard output, or standard error, as a stream: {@link NodeProcess#stdout()} and
 * {@link NodeProcess#stderr()}. Of the loop's thread.
 *
 * <p>As in Node on Linux, a chunk is written before {@code write} returns, after all that {@link
 * System#out} was given by then: so the order is that of the calls, and nothing is lost when the
 * program exits. A reader at the other end of a pipe who is slow holds the loop meanwhile. One who
 * is gone fails the stream with {@code EPIPE}. Whatever {@link System#setOut} has put in place of
 * {@link System#out}, this is the process's own.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html#a-note-on-process-io">Node: A
 *     note on process I/O</a>
 */
public final class StandardOutput extends WritableStream<ByteBuffer> {
  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final OutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private StandardOutput(Sink sink) {
    super(StreamOptions.BYTES, sink);
  }

  static StandardOutput out() {
    return new StandardOutput(new Sink(OUT, () -> System.out));
  }

  static StandardOutput err() {
    return new StandardOutput(new Sink(ERR, () -> System.err));
  }

  /** Writes text, as UTF-8. */
  public boolean write(String text) {
    return write(text, null);
  }

  /**
   * The same with a callback.
   *
   * @param callback gets null once it is written, or why it is not; null for none
   */
  public boolean write(String text, @Nullable Callback<? super Void> callback) {
    InvalidArgTypeException.require(text, "chunk", "of type string");
    return write(UTF_8.encode(text), callback);
  }

  /**
   * Where the bytes go.
   *
   * @param beside what Java prints by: what it has kept goes first
   */
  private record Sink(OutputStream target, Supplier<PrintStream> beside)
      implements WritableSink<ByteBuffer> {

    @Override
    public void write(ByteBuffer chunk, Completion<Void> callback) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      try {
        beside.get().flush();
        target.write(bytes);
      } catch (IOException e) {
        callback.fail(DescriptorErrors.of("write", e));
        return;
      }
      callback.done();
    }
  }
}
