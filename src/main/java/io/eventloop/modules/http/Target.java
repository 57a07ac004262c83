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

  /** Where it is after this byte, which is a visible one of ASCII. */
  Target after(byte b) throws HttpParseException {
    return switch (this) {
      case START ->
          b == '/' || b == '*'
              ? PATH
              : require(Syntax.isLetter(b), SCHEME, "Unexpected start char in url");
      case SCHEME ->
          b == ':' ? SLASH : require(Syntax.isLetter(b), SCHEME, "Unexpected char in url schema");
      case SLASH -> require(b == '/', SLASHES, "Unexpected char in url schema");
      case SLASHES -> require(b == '/', HOST, "Unexpected char in url schema");
      case HOST ->
          b == '/' || b == '?'
              ? PATH
              : require(Syntax.isHost(b), HOST, "Unexpected char in url server");
      case PATH -> PATH;
    };
  }

  /** The target ends here. */
  void end() throws HttpParseException {
    require(this == PATH || this == HOST, this, "Unexpected char in url schema");
  }

  private static Target require(boolean accepted, Target next, String reason)
      throws HttpParseException {
    if (!accepted) {
      throw invalid(reason);
    }
    return next;
  }

  static HttpParseException invalid(String reason) {
    return new HttpParseException("HPE_INVALID_URL", reason);
  }
}
