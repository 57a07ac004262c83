package io.eventloop.modules.http;

/** Answers requests. Called on the loop. */
@FunctionalInterface
public interface RequestListener {

  /**
   * A request has come.
   *
   * @param request its headers are there, its body is a stream that is still to be read
   * @param response to be ended, now or later
   */
  void handle(IncomingMessage request, ServerResponse response) throws Exception;
}
