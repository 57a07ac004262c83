package io.eventloop.modules.stream;

import io.eventloop.loop.AbortException;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.loop.Registration;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Node's module {@code stream} has of functions. Of the thread of the loop whose streams they
 * are given.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/stream.html">Node: Stream</a>
 */
public final class Streams {
  private Streams() {}

  /**
   * Pipes a stream into another, and destroys both if one of them fails, or closes before its time.
   *
   * @param callback gets null once all is through, or what has gone wrong first
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/stream.html#streampipelinesource-transforms-destination-callback">
   *     Node: stream.pipeline</a>
   */
  public static <A> void pipeline(
      Readable<A> source, Writable<? super A> target, Callback<? super Void> callback) {
    pipeline(PipelineOptions.DEFAULT, source, target, callback);
  }

  /** The same with options. */
  public static <A> void pipeline(
      PipelineOptions options,
      Readable<A> source,
      Writable<? super A> target,
      Callback<? super Void> callback) {
    run(options, List.of(source, target), callback);
  }

  /** The same through a stream between. */
  public static <A, B> void pipeline(
      Readable<A> source,
      Duplex<? super A, B> between,
      Writable<? super B> target,
      Callback<? super Void> callback) {
    run(PipelineOptions.DEFAULT, List.of(source, between, target), callback);
  }

  /** The same through two streams between. */
  public static <A, B, C> void pipeline(
      Readable<A> source,
      Duplex<? super A, B> first,
      Duplex<? super B, C> second,
      Writable<? super C> target,
      Callback<? super Void> callback) {
    run(PipelineOptions.DEFAULT, List.of(source, first, second, target), callback);
  }

  /** The promise form of {@link #pipeline(Readable, Writable, Callback)}. */
  public static <A> Promise<Void> pipeline(Readable<A> source, Writable<? super A> target) {
    return pipeline(PipelineOptions.DEFAULT, source, target);
  }

  /** The promise form of {@link #pipeline(PipelineOptions, Readable, Writable, Callback)}. */
  public static <A> Promise<Void> pipeline(
      PipelineOptions options, Readable<A> source, Writable<? super A> target) {
    return promise(options, List.of(source, target));
  }

  /** The promise form of {@link #pipeline(Readable, Duplex, Writable, Callback)}. */
  public static <A, B> Promise<Void> pipeline(
      Readable<A> source, Duplex<? super A, B> between, Writable<? super B> target) {
    return promise(PipelineOptions.DEFAULT, List.of(source, between, target));
  }

  /** The promise form of {@link #pipeline(Readable, Duplex, Duplex, Writable, Callback)}. */
  public static <A, B, C> Promise<Void> pipeline(
      Readable<A> source,
      Duplex<? super A, B> first,
      Duplex<? super B, C> second,
      Writable<? super C> target) {
    return promise(PipelineOptions.DEFAULT, List.of(source, first, second, target));
  }

  /**
   * Begins a pipeline of any number of streams, and with options.
   *
   * @param source the first
   */
  public static <A> PipelineBuilder<A> from(Readable<A> source) {
    return new PipelineBuilder<>(PipelineOptions.DEFAULT, List.of(source));
  }

  static void run(
      PipelineOptions options, List<? extends Stream> streams, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "streams[stream.length - 1]");
    Pipeline.run(streams, options, callback);
  }

  static Promise<Void> promise(PipelineOptions options, List<? extends Stream> streams) {
    return Registrar.current().promise(callback -> Pipeline.run(streams, options, callback));
  }

  /**
   * Waits until a stream has ended and finished, or failed, or was closed before its time.
   *
   * @param callback gets null, or what has gone wrong
   * @return takes off the listeners, which stay when the callback was called, as in Node
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/stream.html#streamfinishedstream-options-callback">
   *     Node: stream.finished</a>
   */
  public static Registration finished(Stream stream, Callback<? super Void> callback) {
    return finished(stream, FinishedOptions.DEFAULT, callback);
  }

  /** The same with options. */
  public static Registration finished(
      Stream stream, FinishedOptions options, Callback<? super Void> callback) {
    InvalidArgTypeException.requireFunction(callback, "callback");
    return EndOfStream.watch(stream, options, callback);
  }

  /** The promise form of {@link #finished(Stream, Callback)}. */
  public static Promise<Void> finished(Stream stream) {
    return finished(stream, FinishedOptions.DEFAULT);
  }

  /** The promise form of {@link #finished(Stream, FinishedOptions, Callback)}. */
  public static Promise<Void> finished(Stream stream, FinishedOptions options) {
    return Registrar.current().promise(callback -> EndOfStream.watch(stream, options, callback));
  }

  /** Destroys a stream that is still of use, for want of a better reason with an abort. */
  static void destroy(Stream stream, @Nullable Throwable error) {
    if (stream.destroyed()) {
      return;
    }
    boolean reads = stream instanceof Readable<?> readable && readable.readable();
    boolean writes = stream instanceof Writable<?> writable && writable.writable();
    stream.destroy(error == null && (reads || writes) ? new AbortException(null) : error);
  }
}
