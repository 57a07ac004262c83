package io.eventloop.modules.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire is what Node 20 sends. */
@Timeout(60)
class HttpServerTest {
  private static final String KEPT = "Connection: keep-alive|Keep-Alive: timeout=5|";

  /** Answers by the target, as the script did with which Node was asked. */
  private static void answer(IncomingMessage request, ServerResponse response) {
    switch (request.url()) {
      case "/204" -> response.statusCode(204).end("x");
      case "/304" -> response.writeHead(304).end();
      case "/chunks" -> {
        response.flushHeaders();
        response.write("a");
        response.end("bc");
      }
      case "/length" -> {
        response.setHeader("Content-Length", 2);
        response.write("a");
        response.end("b");
      }
      case "/none" -> response.end();
      case "/coding" -> response.setHeader("Transfer-Encoding", "chunked").end("abc");
      case "/close" -> response.setHeader("Connection", "close").end("abc");
      case "/trailer" -> {
        response.setHeader("Trailer", "X");
        response.flushHeaders();
        response.write("a");
        response.addTrailers(Map.of("X", "1")).end();
      }
      case "/head" -> {
        response.setHeader("A", "1");
        response.writeHead(201, "Made", Map.of("B", "2")).end("z");
      }
      case "/twice" -> response.setHeader("Set-Cookie", List.of("a", "b")).end("");
      default -> throw new IllegalStateException(request.url());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "GET!1.1!/204!204 No Content|D|K||",
        "GET!1.0!/204!204 No Content|D|Connection: close||",
        "GET!1.1!/304!304 Not Modified|D|K||",
        "GET!1.1!/chunks!200 OK|D|K|Transfer-Encoding: chunked||1|a|2|bc|0||",
        "HEAD!1.1!/chunks!200 OK|D|K||",
        "GET!1.0!/chunks!200 OK|D|Connection: close||abc",
        "GET!1.1!/length!200 OK|Content-Length: 2|D|K||ab",
        "HEAD!1.1!/length!200 OK|Content-Length: 2|D|K||",
        "GET!1.0!/length!200 OK|Content-Length: 2|D|Connection: close||ab",
        "GET!1.1!/none!200 OK|D|K|Content-Length: 0||",
        "HEAD!1.1!/none!200 OK|D|K||",
        "GET!1.0!/none!200 OK|D|Connection: close||",
        "GET!1.1!/coding!200 OK|Transfer-Encoding: chunked|D|K||3|abc|0||",
        "GET!1.1!/close!200 OK|Connection: close|D|Content-Length: 3||abc",
        "GET!1.0!/close!200 OK|Connection: close|D||abc",
        "GET!1.1!/trailer!200 OK|Trailer: X|D|K|Transfer-Encoding: chunked||1|a|0|X: 1||",
        "GET!1.1!/head!201 Made|A: 1|B: 2|D|K|Content-Length: 1||z",
        "GET!1.1!/twice!200 OK|Set-Cookie: a|Set-Cookie: b|D|K|Content-Length: 0||",
      })
  void shouldSendWhatNodeSends(String method, String version, String path, String wanted)
      throws IOException {
    try (ServedHttp served = new ServedHttp(HttpServerOptions.DEFAULT, HttpServerTest::answer);
        Socket socket = served.connect()) {
      ServedHttp.send(socket, method + " " + path + " HTTP/" + version + "\r\nHost: a\r\n\r\n");
      boolean kept = wanted.contains("|K|");
      if (kept) { // and a second one, by whose answer the end of the first is known
        ServedHttp.send(socket, "GET /close HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      String all =
          ServedHttp.readAll(socket)
              .replace("\r\n", "|")
              .replaceAll("Date: [^|]* GMT", "D")
              .replace(KEPT, "K|");
      String second = "HTTP/1.1 200 OK|Connection: close|D|Content-Length: 3||abc";
      String first = kept ? all.substring(0, all.length() - second.length()) : all;
      assertThat(all).endsWith(kept ? second : "");
      assertThat(first).isEqualTo("HTTP/1.1 " + wanted);
    }
  }

  @Test
  void shouldHandOverHeadersBodyAndTrailersWhenARequestComes() throws IOException {
    Map<String, Object> seen = new LinkedHashMap<>();
    try (ServedHttp served =
        new ServedHttp(
            HttpServerOptions.DEFAULT,
            (request, response) -> {
              seen.put("method", request.method());
              seen.put("url", request.url());
              seen.put("headers", request.headers());
              seen.put("raw", request.rawHeaders());
              request
                  .text(UTF_8)
                  .thenAccept(
                      body -> {
                        seen.put("body", body);
                        seen.put("trailers", request.trailers());
                        response.end(request.socket().remote().address());
                      });
            })) {
      String answer =
          served.exchange(
              "PUT /a?b HTTP/1.1\r\nHost: a\r\nX: 1\r\ncookie: c\r\nx: 2\r\nCookie: d\r\n"
                  + "HOST-X: y\r\nContent-Type: t\r\ncontent-type: u\r\nConnection: close\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n");
      assertThat(answer).endsWith("\r\n\r\n127.0.0.1");
    }
    assertThat(seen)
        .containsEntry("method", "PUT")
        .containsEntry("url", "/a?b")
        .containsEntry("body", "abcde")
        .containsEntry("trailers", Map.of("t", "1"));
    assertThat(seen.get("headers"))
        .isEqualTo(
            Map.of(
                "host",
                "a",
                "x",
                "1, 2",
                "cookie",
                "c; d",
                "host-x",
                "y",
                "content-type",
                "t",
                "connection",
                "close",
                "transfer-encoding",
                "chunked"));
    assertThat(seen.get("raw").toString()).startsWith("[Host, a, X, 1, cookie, c, x, 2, Cookie, d");
  }

  @Test
  void shouldAnswerInTheOrderOfTheRequestsWhenTheyArePipelined() throws IOException {
    List<ServerResponse> waiting = new ArrayList<>();
    try (ServedHttp served =
        new ServedHttp(
            HttpServerOptions.DEFAULT,
            (request, response) -> {
              waiting.add(0, response);
              if (waiting.size() == 3) { // the last one is answered first, in two pieces
                waiting.forEach(
                    each -> {
                      each.write(each.request().url());
                      each.end(";");
                    });
              }
            })) {
      String answers =
          served.exchange(
              "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                  + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(answers.split("\r\n\r\n"))
          .filteredOn(part -> part.startsWith("2\r\n"))
          .extracting(part -> part.substring(3, 5))
          .containsExactly("/1", "/2", "/3");
    }
  }

  @Test
  void shouldTellTheClientToGoOnWhenItAsks() throws IOException {
    try (ServedHttp served =
            new ServedHttp(
                HttpServerOptions.DEFAULT,
                (request, response) -> request.text(UTF_8).thenAccept(response::end));
        Socket socket = served.connect()) {
      ServedHttp.send(
          socket,
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
      assertThat(ServedHttp.readUntil(socket, "\r\n\r\n"))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      ServedHttp.send(socket, "abc");
      assertThat(ServedHttp.readUntil(socket, "abc")).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(
              served.exchange(
                  "GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 417 Expectation Failed\r\n");
    }
  }

  @Test
  void shouldRefuseWhatWouldSplitAnAnswer() throws IOException {
    List<String> codes = new ArrayList<>();
    try (ServedHttp served =
        new ServedHttp(
            HttpServerOptions.DEFAULT,
            (request, response) -> {
              codes.add(codeOf(() -> response.setHeader("X", "a\r\nY: b")));
              codes.add(codeOf(() -> response.setHeader("X\r\nY", "b")));
              codes.add(codeOf(() -> response.setHeader("", "b")));
              codes.add(codeOf(() -> response.setHeader("X", "\u20ac")));
              codes.add(codeOf(() -> response.statusMessage("a\r\nY: b")));
              codes.add(codeOf(() -> response.statusCode(99)));
              response.writeHead(200);
              codes.add(codeOf(() -> response.setHeader("X", "a")));
              response.end("ok");
            })) {
      assertThat(served.exchange("GET / HTTP/1.0\r\n\r\n")).endsWith("ok");
    }
    assertThat(codes)
        .containsExactly(
            "ERR_INVALID_CHAR",
            "ERR_INVALID_HTTP_TOKEN",
            "ERR_INVALID_HTTP_TOKEN",
            "ERR_INVALID_CHAR",
            "ERR_INVALID_CHAR",
            "ERR_HTTP_INVALID_STATUS_CODE",
            "ERR_HTTP_HEADERS_SENT");
  }

  private static String codeOf(Runnable call) {
    try {
      call.run();
      return "none";
    } catch (HttpException refused) {
      return refused.code();
    }
  }
}
