package io.eventloop.modules.stream;

import io.eventloop.loop.AsyncIterator;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registration;
import io.eventloop.value.OutOfRangeException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read: in flowing mode it hands its chunks to the listeners of {@code data} as
 * they come, in paused mode they wait for {@link #read}. It begins to flow with the first listener
 * of {@code data}, a pipe, or {@link #resume}.
 *
 * <p>A chunk of bytes is the listener's to read; where there are several listeners, or it is handed
 * on besides, each takes a {@code duplicate()}, since a buffer has one position only.
 *
 * @param <T> a chunk; {@link java.nio.ByteBuffer} for bytes
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html#readable-streams">Node:
 *     Readable streams</a>
 */
@SuppressWarnings("JavaLangClash") // Node's name; an import decides
public sealed class Readable<T> extends BaseStream permits Duplex, ReadableStream {
  final ReadSide<T> readSide;

  Readable(StreamResource resource, ReadableSource<T> source, StreamOptions options) {
    super(resource, options);
    this.readSide = new ReadSide<>(life, this, source, options);
    life.readSide = readSide;
  }

  /** A stream of bytes, or of text, from a source. */
  public static <T> Readable<T> of(ReadableSource<T> source) {
    return new ReadableStream<>(StreamOptions.BYTES, source);
  }

  /** A stream from a source. */
  public static <T> Readable<T> of(StreamOptions options, ReadableSource<T> source) {
    return new ReadableStream<>(options, source);
  }

  /**
   * A stream of these objects, each fetched when it is wanted: Node's {@code Readable.from}. One
   * that is null fails the stream.
   */
  public static <T> Readable<T> from(Iterable<? extends T> values) {
    return FromIterator.of(values);
  }

  /** The same of what an iterator brings, which is closed if the stream is destroyed early. */
  public static <T> Readable<T> from(AsyncIterator<? extends T> values) {
    return FromIterator.of(values);
  }

  /**
   * A stream of what a publisher brings, which is asked for as much as there is room for: 16
   * objects. The publisher may use any thread. It is subscribed to at once, and the loop stays
   * alive until it has ended; a stream that is destroyed cancels it.
   */
  public static <T> Readable<T> from(Flow.Publisher<? extends T> publisher) {
    return from(StreamOptions.OBJECTS, publisher);
  }

  /** The same with options, as for a publisher of bytes. */
  public static <T> Readable<T> from(StreamOptions options, Flow.Publisher<? extends T> publisher) {
    return FromPublisher.of(publisher, options);
  }

  // -- for whoever feeds it -----------------------------------------------------------------------

  /**
   * Takes a chunk to be read. It is always taken: false only asks to wait for the next {@link
   * ReadableSource#read}.
   *
   * @param chunk the stream's own from now on; null is the end
   * @return whether there is room for more
   */
  public final boolean push(@Nullable T chunk) {
    return readSide.push(chunk);
  }

  /** There are no more chunks: Node's {@code push(null)}. */
  public final void pushEnd() {
    readSide.push(null);
  }

  /**
   * Fails: destroys the stream with this error, or, where {@code autoDestroy} is off, only emits
   * it.
   */
  public final void fail(Throwable error) {
    life.errorOrDestroy(error);
  }

  /** Puts a chunk that was read back before the others. */
  public final boolean unshift(T chunk) {
    return readSide.unshift(chunk);
  }

  // -- for whoever reads --------------------------------------------------------------------------

  /** Listens to the chunks, and lets the stream flow unless it was paused. */
  public final Registration onData(Consumer<? super T> listener) {
    return Listening.toArgument(events(), Event.DATA, listener);
  }

  /** Listens to {@code readable}: there is something to {@link #read}, or the end is reached. */
  public final Registration onReadable(Runnable listener) {
    return Listening.to(events(), Event.READABLE, listener);
  }

  /** Listens to {@code end}: all was read. */
  public final Registration onEnd(Runnable listener) {
    return Listening.to(events(), Event.END, listener);
  }

  /**
   * Takes what there is: in paused mode all bytes or all text that have come, in one chunk; or one
   * object.
   *
   * @return null if there is nothing now
   */
  public final @Nullable T read() {
    return readSide.read(Chunks.ALL);
  }

  /**
   * Takes that much.
   *
   * @param size in bytes or characters of text; 0 to have more fetched only
   * @return null if there is not that much now; at the end, what is left
   * @throws OutOfRangeException if it is negative, or more than 1 GiB
   */
  public final @Nullable T read(int size) {
    return readSide.read(OutOfRangeException.requireInRange(size, "size", 0, Integer.MAX_VALUE));
  }

  /** Lets the stream flow, with or without listeners; unless there are some of {@code readable}. */
  public final void resume() {
    readSide.mode.resume();
  }

  /** Stops it from flowing; what comes waits. */
  public final void pause() {
    readSide.mode.pause();
  }

  /** Whether it was paused. */
  public final boolean isPaused() {
    return readSide.mode.isPaused();
  }

  /**
   * Writes all of it to a target, no faster than that takes it, and ends the target at the end. An
   * error of the one does not destroy the other: {@link Streams#pipeline} does that.
   *
   * @return the target
   */
  public final <W extends Writable<? super T>> W pipe(W target) {
    return pipe(target, true);
  }

  /**
   * The same.
   *
   * @param end whether the target is ended at the end
   */
  public final <W extends Writable<? super T>> W pipe(W target, boolean end) {
    readSide.pipes.add(target, end);
    return target;
  }

  /** Takes a pipe off; does nothing if there is none to this target. */
  public final void unpipe(Writable<?> target) {
    readSide.pipes.remove(target);
  }

  /** Takes all pipes off. */
  public final void unpipe() {
    readSide.pipes.remove((Writable<?>) null);
  }

  /** Walks the chunks; to close the walk destroys the stream. */
  public final AsyncIterator<T> iterator() {
    return new ReadableIterator<>(this);
  }

  /** All chunks, once it has ended. */
  public final Promise<List<T>> toList() {
    return Collect.list(this);
  }

  /** All bytes, once it has ended: of a stream of {@link java.nio.ByteBuffer}. */
  public final Promise<byte[]> bytes() {
    return Collect.bytes(this);
  }

  /** All of it as text, once it has ended: of a stream of bytes or of text. */
  public final Promise<String> text(Charset charset) {
    return Collect.text(this, charset);
  }

  /**
   * The same stream as text, in pieces as they come, none of which ends within a character: Node's
   * {@code setEncoding}. Of a stream of {@link java.nio.ByteBuffer}, which is read by nobody else.
   */
  public final Readable<String> decode(Charset charset) {
    return Decoding.of(this, charset);
  }

  /**
   * A publisher of its chunks to one subscriber, whose demand lets it flow. Its methods may be
   * called from any thread, the subscriber's are called on the loop's, which stays alive from the
   * subscription to the end. A subscriber that cancels destroys the stream. From now on an error of
   * the stream is the subscriber's, and not uncaught.
   */
  public final Flow.Publisher<T> toPublisher() {
    return new StreamPublisher<>(this);
  }

  // -- state --------------------------------------------------------------------------------------

  /** Whether {@code read} may bring something yet. */
  public final boolean readable() {
    return readSide.isReadable();
  }

  /** Whether it flows; null if nobody has decided yet. */
  public final @Nullable Boolean readableFlowing() {
    return readSide.mode.flowing();
  }

  /** Whether {@code end} was emitted. */
  public final boolean readableEnded() {
    return readSide.endEmitted;
  }

  /** How much waits to be read; in bytes, characters of text, or chunks. */
  public final int readableLength() {
    return readSide.length();
  }

  /** From how much on nothing is read ahead; in bytes, characters of text, or chunks. */
  public final int readableHighWaterMark() {
    return readSide.highWaterMark();
  }

  /** Whether its chunks count one each, whatever they are. */
  public final boolean readableObjectMode() {
    return readSide.objects;
  }

  /** Whether anything was read. */
  public final boolean readableDidRead() {
    return readSide.didRead();
  }
}
