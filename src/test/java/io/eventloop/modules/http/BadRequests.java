package io.eventloop.modules.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that are refused, with the status that Node 20 answers them with; those that Node takes
 * and this server does not are apart. A byte for each character.
 */
final class BadRequests {
  private static final String HOST = "Host: a\r\n";

  private BadRequests() {}

  /** By a name for each. */
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    requestLines().forEach(line -> put(all, line + "\r\n" + HOST + "\r\n"));
    lineEnds().forEach(request -> put(all, request));
    headers().forEach(header -> put(all, "GET / HTTP/1.1\r\n" + HOST + header + "\r\n\r\n"));
    framings()
        .forEach(
            framing ->
                put(all, "POST / HTTP/1.1\r\n" + HOST + framing + "\r\n\r\nabc\r\n0\r\n\r\n"));
    chunks()
        .forEach(
            chunk ->
                put(
                    all,
                    "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunk));
    return all;
  }

  private static void put(Map<String, String> all, String request) {
    String name =
        request.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0").replace(HOST, "");
    all.put(name.length() > 90 ? name.substring(0, 60) + "... " + request.length() : name, request);
  }

  private static List<String> requestLines() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "get / HTTP/1.1",
                "GEt / HTTP/1.1",
                "FOO / HTTP/1.1",
                "GETX / HTTP/1.1",
                "GE / HTTP/1.1",
                " GET / HTTP/1.1",
                "\tGET / HTTP/1.1",
                "/ HTTP/1.1",
                "HTTP/1.1",
                "G@T / HTTP/1.1",
                "GET\t/ HTTP/1.1",
                "GET",
                "GET ",
                "GET  HTTP/1.1",
                "PRI * HTTP/2.0",
                "1GET / HTTP/1.1",
                "\0GET / HTTP/1.1",
                "\u00ffGET / HTTP/1.1",
                "GET / HTTP/1.2",
                "GET / HTTP/3.0",
                "GET / HTTP/11.1",
                "GET / HTTP/1.11",
                "GET / HTTP/1",
                "GET / HTTP/1.",
                "GET / HTTP/",
                "GET / HTTP",
                "GET / H",
                "GET / http/1.1",
                "GET / HTTQ/1.1",
                "GET / HTTPS/1.1",
                "GET / HTTP/a.b",
                "GET / HTTP/-1.1",
                "GET / HTTP/1.1x",
                "GET / HTTP/1.1 ",
                "GET / HTTP/1.1\t",
                "GET / HTTP/1.1 x",
                "GET / HTTP/1 .1",
                "GET / HTTP /1.1",
                "GET / ICE/1.0",
                "GET / /HTTP/1.1",
                "GET / x HTTP/1.1",
                "GET a HTTP/1.1",
                "GET 1 HTTP/1.1",
                "GET ?x HTTP/1.1",
                "GET #x HTTP/1.1",
                "GET .. HTTP/1.1",
                "GET %2f HTTP/1.1",
                "GET \\ HTTP/1.1",
                "GET http HTTP/1.1",
                "GET http: HTTP/1.1",
                "GET http:/a HTTP/1.1",
                "GET http:a HTTP/1.1",
                "GET ht+p://a/ HTTP/1.1",
                "GET h1://a/ HTTP/1.1",
                "GET http://a\"b/ HTTP/1.1",
                "GET http://a#b HTTP/1.1",
                "GET http://a<b/ HTTP/1.1",
                "GET http://a|b/ HTTP/1.1",
                "GET http://a\\b/ HTTP/1.1",
                "GET http://a^b/ HTTP/1.1"));
    for (char c : new char[] {0, 1, 7, 8, 9, 11, 12, 14, 27, 31, 127, 128, 0xa0, 0xe4, 0xff}) {
      lines.add("GET /a" + c + "b HTTP/1.1");
      lines.add("GET /?a" + c + "b HTTP/1.1");
    }
    return lines;
  }

  private static List<String> lineEnds() {
    return List.of(
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\n\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\rHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\rX\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n",
        "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
        "GET /\rHTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / \r\nHTTP/1.1\r\nHost: a\r\n\r\n",
        "GET\r\n/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\tHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n \r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nabc\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\n\r\nabc\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer_Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nX-Host: a\r\n\r\n");
  }

  private static List<String> headers() {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "X : y",
                "X\t: y",
                "X  : y",
                ": y",
                ":",
                "X",
                "X y: z",
                "X:\r\n z",
                "X:\r\n\tz",
                "X\r: a",
                "X\n: a",
                "X:\ra",
                "X:\n",
                "X: a\rb",
                "X: a\nb",
                "X: a\n",
                "X: a\r\rb",
                "X: a\n\r\nb",
                "X\r\n: y",
                "=: y",
                "X=: y",
                "Content-Length : 3",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                "Host : a",
                "X: a\r\n: b",
                "X: a\r\n\0: b"));
    for (char c : "()<>@,;\\\"/[]?={} ".toCharArray()) {
      headers.add("X" + c + "Y: a");
    }
    for (char c : new char[] {0, 1, 8, 11, 12, 14, 27, 31, 127}) {
      headers.add("X: a" + c + "b");
      headers.add("X" + c + ": a");
    }
    headers.add("X\u00e4: a");
    headers.add("X\u0080: a");
    return headers;
  }

  private static List<String> framings() {
    List<String> framings = new ArrayList<>();
    for (String length :
        List.of(
            "",
            " ",
            "a",
            "-1",
            "+3",
            "3a",
            "a3",
            "0x3",
            "3,3",
            "3, 3",
            "3 3",
            "3.0",
            "\"3\"",
            "3;",
            "3e1",
            "18446744073709551616",
            "99999999999999999999",
            "\u00b3",
            "--3",
            "3-")) {
      framings.add("Content-Length: " + length);
    }
    for (String coding :
        List.of(
            "gzip",
            "identity",
            "xchunked",
            "chunkedx",
            "chunked;q=1",
            "\"chunked\"",
            "chu nked",
            "chunked, gzip",
            "chunked, chunked",
            "chunked,",
            "chunked, identity",
            "chunked,,",
            "chunked\u000b",
            "\u000bchunked",
            "[chunked]",
            "chunked\0")) {
      framings.add("Transfer-Encoding: " + coding);
    }
    framings.addAll(
        List.of(
            "Content-Length: 3\r\nContent-Length: 3",
            "Content-Length: 3\r\nContent-Length: 4",
            "Content-Length: 0\r\ncontent-length: 3",
            "CONTENT-LENGTH: 3\r\nContent-Length: 0",
            "Transfer-Encoding: chunked\r\nContent-Length: 3",
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            "Content-Length: 3\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: identity\r\nContent-Length: 3",
            "Content-Length: 3\r\nX: y\r\ntransfer-encoding: CHUNKED",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: gzip\r\nTransfer-Encoding: deflate"));
    return framings;
  }

  private static List<String> chunks() {
    return List.of(
        "3\nabc\r\n0\r\n\r\n",
        "3\r\nabc\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\r\nab\r\n0\r\n\r\n",
        "3\r\nabc0\r\n\r\n",
        "3\rabc\r\n0\r\n\r\n",
        "3\r\rabc\r\n0\r\n\r\n",
        "\r\n",
        "g\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n",
        " 3\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n",
        "3\t\r\nabc\r\n0\r\n\r\n",
        "\0003\r\nabc\r\n0\r\n\r\n",
        "3\0\r\nabc\r\n0\r\n\r\n",
        "3.\r\nabc\r\n0\r\n\r\n",
        "\u0663\r\nabc\r\n0\r\n\r\n",
        "fffffffffffffffff\r\nabc",
        "10000000000000000\r\n",
        "3;a=b=c\r\nabc\r\n0\r\n\r\n",
        "3;a\nabc\r\n0\r\n\r\n",
        "3;a=b\nabc\r\n0\r\n\r\n",
        "3;a\0\r\nabc\r\n0\r\n\r\n",
        "3;a(\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\"c\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\0\"\r\nabc\r\n0\r\n\r\n",
        "0\r\n\n",
        "0\n\r\n",
        "0\r\n\rX\r\n",
        "0\r\nX : y\r\n\r\n",
        "0\r\n y\r\n\r\n",
        "0\r\nX: y\nZ: a\r\n\r\n",
        "0\r\nX\r\n\r\n");
  }

  /** What Node takes, and this server refuses: it speaks nothing but HTTP/1.1 and 1.0. */
  static List<String> stricterThanNode() {
    return List.of(
        "GET /\r\nHost: a\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/0.9\r\nHost: a\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "SOURCE / ICE/1.0\r\nHost: a\r\n\r\n",
        "OPTIONS / RTSP/1.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \r\nContent-Length: 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775808\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551615\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n");
  }
}
