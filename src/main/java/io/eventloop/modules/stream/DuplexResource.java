package io.eventloop.modules.stream;

/**
 * What is underneath a {@link Duplex}: both sides in one, to be destroyed once.
 *
 * @param <I> what is written to it
 * @param <O> what is read from it
 */
public interface DuplexResource<I, O> extends ReadableSource<O>, WritableSink<I> {}
