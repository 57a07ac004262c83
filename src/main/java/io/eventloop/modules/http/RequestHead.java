package io.eventloop.modules.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A request line and the headers, and what they say of the connection. Immutable. */
final class RequestHead {
  final String method;
  final String url;
  final int minorVersion;

  /** Whether a body follows. */
  final boolean hasBody;

  /** Whether the client has said that this is its last request. */
  final boolean close;

  private final HttpHeaders headers;
  private final boolean chunked;

  RequestHead(HttpRequest request) {
    this.method = request.method().name();
    this.url = request.uri();
    this.minorVersion = request.protocolVersion().equals(HttpVersion.HTTP_1_0) ? 0 : 1;
    this.headers = request.headers();
    this.chunked = HttpUtil.isTransferEncodingChunked(request);
    this.hasBody = chunked || HttpUtil.getContentLength(request, 0L) > 0;
    this.close = !HttpUtil.isKeepAlive(request);
  }

  /** How many hosts it is for, which is to be one. */
  int hosts() {
    return headers.getAll(HttpHeaderNames.HOST).size();
  }

  boolean expects() {
    return headers.contains(HttpHeaderNames.EXPECT);
  }

  /** Whether the client waits before it sends the body. */
  boolean continues() {
    return headers.containsValue(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
  }

  /** Whether a list of codings ends with none, which not everybody would read alike. */
  boolean hasOpenCoding() {
    return chunked
        && headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).stream()
            .anyMatch(codings -> codings.endsWith(","));
  }

  /** Whether it asks for another protocol. */
  boolean upgrades() {
    return headers.contains(HttpHeaderNames.UPGRADE)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
  }

  /**
   * Name and value of each header in turn, as they came.
   *
   * @param most those that come after so many are left out
   */
  List<String> rawHeaders(int most) {
    return raw(headers, most);
  }

  static List<String> raw(HttpHeaders headers, int most) {
    int count = Math.min(most, headers.size());
    List<String> all = new ArrayList<>(2 * count);
    Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
    for (int i = 0; i < count; i++) {
      Map.Entry<CharSequence, CharSequence> header = each.next();
      all.add(header.getKey().toString());
      all.add(header.getValue().toString());
    }
    return all;
  }

  @Override
  public String toString() {
    return method + " " + url + " HTTP/1." + minorVersion + " " + headers;
  }
}
