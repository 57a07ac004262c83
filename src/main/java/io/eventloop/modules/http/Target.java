package io.eventloop.modules.http;

/** Where in a request's target its next byte is: what it may be depends on that. */
enum Target {
  START,
  SCHEME,
  /** Before the first slash after the scheme. */
  SLASH,
  /** Before the second. */
  SLASHES,
  HOST,
  /** In path, query or fragment, where one byte is as good as another. */
  PATH;

  /**
   * Refuses what is no target.
   *
   * @param host whether it is to be one, of CONNECT
   */
  static void check(String target, boolean host) throws HttpParseException {
    Target at = host ? HOST : START;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (!Syntax.isPath(c)) {
        throw invalid("Invalid characters in url");
      }
      if (at != PATH) {
        at = at.after(c);
      }
    }
    require(at == PATH || at == HOST, at, "Unexpected char in url schema");
  }

  private Target after(char c) throws HttpParseException {
    return switch (this) {
      case START ->
          c == '/' || c == '*'
              ? PATH
              : require(Syntax.isLetter(c), SCHEME, "Unexpected start char in url");
      case SCHEME ->
          c == ':' ? SLASH : require(Syntax.isLetter(c), SCHEME, "Unexpected char in url schema");
      case SLASH -> require(c == '/', SLASHES, "Unexpected char in url schema");
      case SLASHES -> require(c == '/', HOST, "Unexpected char in url schema");
      case HOST ->
          c == '/' || c == '?'
              ? PATH
              : require(Syntax.isHost(c), HOST, "Unexpected char in url server");
      case PATH -> PATH;
    };
  }

  private static Target require(boolean accepted, Target next, String reason)
      throws HttpParseException {
    if (!accepted) {
      throw invalid(reason);
    }
    return next;
  }

  private static HttpParseException invalid(String reason) {
    return new HttpParseException("HPE_INVALID_URL", reason);
  }
}
