package io.eventloop.modules.stream;

import io.eventloop.loop.Registration;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is written to: a {@link WritableStream}, or a {@link Duplex}.
 *
 * @param <T> a chunk; {@link java.nio.ByteBuffer} for bytes
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html#writable-streams">Node:
 *     Writable streams</a>
 */
public sealed interface Writable<T> extends Stream permits WritableStream, Duplex {

  /** A stream of bytes, or of text, into a sink. */
  static <T> WritableStream<T> of(WritableSink<T> sink) {
    return new WritableStream<>(StreamOptions.BYTES, sink);
  }

  /** A stream into a sink. */
  static <T> WritableStream<T> of(StreamOptions options, WritableSink<T> sink) {
    return new WritableStream<>(options, sink);
  }

  /**
   * Writes a chunk. It is always taken: false only asks to wait for {@code drain}.
   *
   * @param chunk a buffer is written from its position to its limit, which are not moved; its
   *     content is not to be changed before the callback is called
   * @return whether there is room for more
   * @throws InvalidArgTypeException if it is neither bytes nor text, and the stream is not one of
   *     objects
   * @throws StreamException if it is null
   */
  default boolean write(T chunk) {
    return write(chunk, null);
  }

  /**
   * The same with a callback.
   *
   * @param callback gets null once the chunk is dealt with, or why it is not
   */
  boolean write(T chunk, @Nullable Callback<? super Void> callback);

  /** Nothing more is written: the stream finishes when all is dealt with. */
  default void end() {
    end(null, null);
  }

  /** The same with a last chunk. */
  default void end(T last) {
    end(last, null);
  }

  /**
   * The same with a last chunk and a callback.
   *
   * @param last null for none
   * @param callback gets null once the stream has finished, or why it does not; null for none
   */
  void end(@Nullable T last, @Nullable Callback<? super Void> callback);

  /** Keeps what is written together, until {@link #uncork} is called as often. */
  void cork();

  /** Hands on what was kept together, in one go if the sink can. */
  void uncork();

  /** Listens to {@code drain}: there is room again, after {@code write} has returned false. */
  default Registration onDrain(Runnable listener) {
    return Listening.to(events(), Event.DRAIN, listener);
  }

  /** Listens to {@code finish}: all is dealt with, after {@code end}. */
  default Registration onFinish(Runnable listener) {
    return Listening.to(events(), Event.FINISH, listener);
  }

  /** Whether {@code write} would be of use: not ended, not destroyed, not failed. */
  boolean writable();

  /** Whether {@code write} has returned false, and {@code drain} is still to come. */
  boolean writableNeedDrain();

  /** How much waits to be dealt with; in bytes, characters of text, or chunks. */
  int writableLength();

  /** From how much on {@code write} returns false; in bytes, characters of text, or chunks. */
  int writableHighWaterMark();

  /** How often {@code uncork} is to be called. */
  int writableCorked();

  /** Whether {@code end} was called. */
  boolean writableEnded();

  /** Whether {@code finish} was emitted. */
  boolean writableFinished();

  /** Whether its chunks count one each, whatever they are. */
  boolean writableObjectMode();

  /**
   * A subscriber that writes here what a publisher brings: it asks for as much as there is room
   * for. Its methods may be called from any thread; the loop stays alive from now until the stream
   * has finished. A publisher that fails destroys the stream, and a stream that closes cancels.
   */
  default Flow.Subscriber<T> toSubscriber() {
    return new StreamSubscriber<>(this);
  }
}
