package io.eventloop.modules.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * A request line and the headers, as they came; the text of the headers is made when it is asked
 * for. Immutable.
 */
final class RequestHead {
  /** There is no {@code Content-Length}. */
  static final long NO_LENGTH = -1;

  final String method;
  final String url;
  final int minorVersion;
  final Framing framing;
  final int headerCount;
  private final byte[] bytes;

  /** Of each header, where its name ends and its value ends; it begins where the last one ended. */
  private final int[] ends;

  private final int begin;

  RequestHead(
      String method,
      String url,
      int minorVersion,
      Framing framing,
      byte[] bytes,
      int begin,
      int[] ends) {
    this.method = method;
    this.url = url;
    this.minorVersion = minorVersion;
    this.framing = framing;
    this.bytes = bytes;
    this.begin = begin;
    this.ends = ends;
    this.headerCount = ends.length / 2;
  }

  /** Name and value of each header in turn, as they came. */
  List<String> rawHeaders() {
    List<String> all = new ArrayList<>(ends.length);
    int at = begin;
    for (int end : ends) {
      all.add(new String(bytes, at, end - at, ISO_8859_1));
      at = end;
    }
    return all;
  }

  @Override
  public String toString() {
    return method + " " + url + " HTTP/1." + minorVersion + " " + rawHeaders();
  }
}
