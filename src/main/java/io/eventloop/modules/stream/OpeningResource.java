package io.eventloop.modules.stream;

/** A resource that has to be opened before it is of use. */
public interface OpeningResource extends StreamResource {

  /**
   * Opens it: Node's {@code _construct}. Called in a tick after the stream was made. Until the
   * callback is called the stream reads and writes nothing; it is not destroyed before either. What
   * this throws is as what the callback is given.
   */
  void construct(Completion<Void> callback) throws Exception;
}
