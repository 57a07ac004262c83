package io.eventloop.modules.stream;

/** A sink that has something to do when all is written, such as to send what it has kept back. */
public interface FinishingSink extends StreamResource {

  /**
   * All is written, and {@link Writable#end} has been called: Node's {@code _final}. The stream has
   * finished when this is answered. What it throws is as what the callback is given.
   */
  void finish(Completion<Void> callback) throws Exception;
}
