package io.eventloop.modules.stream;

import io.eventloop.loop.EventEmitter;
import org.jspecify.annotations.Nullable;

/** What the streams have in common. Public for those who look for its methods by reflection. */
public abstract sealed class BaseStream implements Stream permits Readable, WritableStream {
  final Lifecycle life;

  BaseStream(StreamResource resource, StreamOptions options) {
    this.life = new Lifecycle(resource, options);
  }

  @Override
  public final EventEmitter events() {
    return life.events;
  }

  @Override
  public void destroy(@Nullable Throwable error) {
    life.destroy(error);
  }

  @Override
  public final boolean destroyed() {
    return life.destroyed;
  }

  @Override
  public final boolean closed() {
    return life.closed;
  }

  @Override
  public final @Nullable Throwable errored() {
    return life.errored;
  }
}
