package io.eventloop.modules.http;

/** What {@link HeadParser} reads next. */
enum HeadState {
  /** Empty lines before the request. */
  START,
  METHOD,
  BEFORE_URL,
  URL,
  BEFORE_VERSION,
  VERSION,
  MINOR,
  FIRST_CR,
  FIRST_LF,
  LINE,
  NAME,
  BEFORE_VALUE,
  VALUE,
  EMPTY_LF,
  VALUE_LF,
  END_LF
}
