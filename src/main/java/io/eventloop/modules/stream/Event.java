package io.eventloop.modules.stream;

/** The names of the events of streams, as Node has them. */
final class Event {
  static final String CLOSE = "close";
  static final String DATA = "data";
  static final String DRAIN = "drain";
  static final String END = "end";
  static final String ERROR = "error";
  static final String FINISH = "finish";
  static final String PAUSE = "pause";
  static final String PIPE = "pipe";
  static final String PREFINISH = "prefinish";
  static final String READABLE = "readable";
  static final String RESUME = "resume";
  static final String UNPIPE = "unpipe";

  private Event() {}
}
