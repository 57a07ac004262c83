package io.eventloop.modules.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request is answered with 400, once, and reaches no handler as a whole request. */
@Timeout(60)
class BadRequestTest {
  private static ServedHttp served;

  @BeforeAll
  static void start() {
    served =
        new ServedHttp(
            HttpServerOptions.DEFAULT,
            (request, response) ->
                request
                    .bytes()
                    .whenSettled(
                        (error, body) -> {
                          if (error == null) {
                            response.end(request.url() + " " + body.length);
                          }
                        }));
  }

  @AfterAll
  static void stop() {
    served.close(); // which the loop does not outlive: nothing has been left open
  }

  static Stream<Arguments> refused() {
    return BadRequests.all().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  static Stream<String> stricter() {
    return BadRequests.stricterThanNode().stream();
  }

  /** What Node refuses and this server takes: RFC 9112 says how it is to be read, or ignored. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3 ; a\r\nabc\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 3\r\n\r\n"
      })
  void shouldTakeWhatTheStandardLetsItTake(String request) throws IOException {
    String closing = request.replace(" HTTP/1.1\r\n", " HTTP/1.1\r\nConnection: close\r\n");
    assertThat(served.exchange(closing)).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding: x\r\n chunked",
        "Content-Length: 3\r\n 3",
        "X: y\r\nContent-Length\r\n : 3"
      })
  void shouldRefuseAFoldedHeaderThatSaysWhereTheBodyEnds(String header) throws IOException {
    assertThat(served.exchange("POST / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\nabc\r\n"))
        .startsWith("HTTP/1.1 400 Bad Request\r\n");
  }

  @Test
  void shouldKnowAtLeastTwoHundred() {
    assertThat(BadRequests.all()).hasSizeGreaterThan(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void shouldAnswer400AndCloseWhenARequestIsMalformed(String name, String request)
      throws IOException {
    assertThat(served.exchange(request))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .endsWith("\r\n\r\n");
    assertServerGoesOn();
  }

  @ParameterizedTest
  @MethodSource("stricter")
  void shouldRefuseWhatNodeTakesWhereItIsNotSpokenHere(String request) throws IOException {
    assertThat(served.exchange(request)).startsWith("HTTP/1.1 400 Bad Request\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "QUERY / HTTP/1.1\r\nHost: a\r\n\r\n",
        "M-SEARCH * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://u:p@c:80/x?y#z HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://[::1]/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a?x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a\"<>\\^`{|}b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a?b#c#d HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\tb\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\u00e4b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX!#$%&'*+-.^_`|~9:a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \t a \t \r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:  3  \r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 03\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked \r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b;c;d=\"x\\\"y;\"\r\nabc\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0000000000000000003\r\nabc\r\n00\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n"
      })
  void shouldTakeWhatIsUnusualOnlyAsNodeDoes(String request) throws IOException {
    String closing = request.replace(" HTTP/1.1\r\n", " HTTP/1.1\r\nConnection: close\r\n");
    assertThat(served.exchange(closing)).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void shouldFindTheSameFaultWhenTheBytesComeOneByOne(String name, String request) {
    // in the decoder alone: on the wire the system would put them together again
    assertThat(faultOf(request, 1)).isEqualTo(faultOf(request, request.length()));
  }

  private static String faultOf(String request, int step) {
    EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(16_384));
    for (int at = 0; at < request.length(); at += step) {
      String part = request.substring(at, Math.min(request.length(), at + step));
      channel.writeInbound(Unpooled.copiedBuffer(part, ISO_8859_1));
    }
    StringBuilder faults = new StringBuilder();
    for (HttpObject read = channel.readInbound(); read != null; read = channel.readInbound()) {
      if (read.decoderResult().isFailure()) {
        faults.append(read.decoderResult().cause());
      }
      ReferenceCountUtil.release(read);
    }
    channel.finishAndReleaseAll();
    return faults.toString();
  }

  private static void assertServerGoesOn() throws IOException {
    String answer = served.exchange("GET /still HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("/still 0");
  }
}
