package io.eventloop.modules.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Waiting;
import io.eventloop.value.NodeError;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, too slowly, or go away: each is told, and the server goes on. */
@Timeout(60)
class HttpLimitsTest {
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final HttpServerOptions IMPATIENT =
      HttpServerOptions.DEFAULT.withRequestTimeouts(SHORT, SHORT, Duration.ofMillis(20));

  /** Answers with the body, and notes what becomes of a request. */
  private static ServedHttp echo(HttpServerOptions options, List<String> notes) {
    return new ServedHttp(
        options,
        (request, response) -> {
          request.onError(error -> notes.add("error " + ((NodeError) error).code()));
          request.onClose(() -> notes.add("request closed"));
          response.onClose(() -> notes.add("response closed"));
          request.events().on("aborted", () -> notes.add("aborted"));
          request
              .text(UTF_8)
              .whenSettled(
                  (error, body) -> {
                    if (error == null) {
                      response.end(body);
                    }
                  });
        });
  }

  private static ServedHttp echo(HttpServerOptions options) {
    return echo(options, new CopyOnWriteArrayList<>());
  }

  /** In the end: a server that is impatient may refuse even this one, on a busy machine. */
  private static void assertGoesOn(ServedHttp served) {
    String request = POST + "Connection: close\r\nContent-Length: 5\r\n\r\nstill";
    Waiting.until(
        "the server goes on",
        () -> {
          try {
            String answer = served.exchange(request);
            return answer.startsWith("HTTP/1.1 200 OK\r\n") && answer.endsWith("still");
          } catch (IOException refused) {
            return false;
          }
        });
  }

  @Test
  void shouldAnswer431WhenTheHeadersAreTooLarge() throws IOException {
    String large = "a".repeat(17_000);
    try (ServedHttp served = echo(HttpServerOptions.DEFAULT)) {
      for (String request :
          List.of(
              "GET /" + large + " HTTP/1.1\r\nHost: a\r\n\r\n",
              HEAD + "X: " + large + "\r\n\r\n",
              HEAD + large + ": x\r\n\r\n",
              HEAD + large,
              HEAD + "a: b\r\n".repeat(9000) + "\r\n",
              HEAD + "X: " + "a".repeat(1_000_000) + "\r\n\r\n",
              POST + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + large + "\r\n\r\n")) {
        assertThat(served.exchange(request))
            .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n");
      }
      assertThat(
              served.exchange(HEAD + "X: " + "a".repeat(16_340) + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200 OK\r\n");
      assertGoesOn(served);
    }
  }

  @Test
  void shouldDropHeadersWhenThereAreTooMany() throws IOException {
    try (ServedHttp served =
        new ServedHttp(
            HttpServerOptions.DEFAULT.withHeaderLimits(16_384, 3),
            (request, response) -> response.end(request.headers().keySet().toString()))) {
      assertThat(served.exchange(HEAD + "A: 1\r\nB: 2\r\nC: 3\r\nConnection: close\r\n\r\n"))
          .endsWith("[host, a, b]"); // and yet it has heeded the last one
    }
  }

  @Test
  void shouldAnswer413WhenTheBodyOrAnExtensionIsTooLarge() throws IOException {
    try (ServedHttp served = echo(HttpServerOptions.DEFAULT.withMaxBodySize(10))) {
      assertThat(served.exchange(POST + "Content-Length: 11\r\n\r\n12345678901"))
          .startsWith("HTTP/1.1 413 Payload Too Large\r\n");
      assertThat(served.exchange(POST + "Transfer-Encoding: chunked\r\n\r\nb\r\n12345678901"))
          .startsWith("HTTP/1.1 413 Payload Too Large\r\n");
      String extension = ";" + "x".repeat(17_000);
      assertThat(
              served.exchange(
                  POST + "Transfer-Encoding: chunked\r\n\r\n1" + extension + "\r\na\r\n0\r\n\r\n"))
          .startsWith("HTTP/1.1 413 Payload Too Large\r\n");
      assertGoesOn(served);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        HEAD,
        HEAD + "X: a",
        POST + "Content-Length: 3\r\n\r\na",
        POST + "Transfer-Encoding: chunked\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nab",
        POST + "Transfer-Encoding: chunked\r\n\r\n0\r\nX"
      })
  void shouldAnswer408WhenARequestDoesNotComeToItsEnd(String part) throws IOException {
    try (ServedHttp served = echo(IMPATIENT)) {
      assertThat(served.exchange(part)).startsWith("HTTP/1.1 408 Request Timeout\r\n");
      assertGoesOn(served);
    }
  }

  @Test
  void shouldAnswer408WhenARequestComesByteByByte() throws Exception {
    try (ServedHttp served = echo(IMPATIENT);
        Socket socket = served.connect()) {
      Thread dripping =
          new Thread(
              () -> {
                try {
                  ServedHttp.send(socket, HEAD);
                  while (true) {
                    ServedHttp.send(socket, "X: a\r\n");
                    Thread.sleep(5); // it is the client that is slow, and it waits for nothing
                  }
                } catch (IOException | InterruptedException closed) {
                  // as it is to be
                }
              });
      dripping.start();
      assertThat(ServedHttp.readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 408 ");
      socket.shutdownOutput();
      dripping.join();
      assertGoesOn(served);
    }
  }

  @Test
  void shouldCloseAConnectionWithoutRequestsAfterTheKeepAliveTimeout() throws IOException {
    HttpServerOptions options = HttpServerOptions.DEFAULT.withIdleTimeouts(SHORT, Duration.ZERO);
    try (ServedHttp served = echo(options)) {
      String twice = POST + "Content-Length: 1\r\n\r\na" + POST + "Content-Length: 1\r\n\r\nb";
      assertThat(served.exchange(twice)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("b");
    }
  }

  @Test
  void shouldCloseASilentConnectionWhenNobodyListensToItsTimeout() throws IOException {
    HttpServerOptions options =
        HttpServerOptions.DEFAULT.withIdleTimeouts(Duration.ofSeconds(5), SHORT);
    try (ServedHttp served = echo(options)) {
      assertThat(served.exchange("GET")).isEmpty();
      assertGoesOn(served);
    }
  }

  @Test
  void shouldTakeNoMoreRequestsOnAConnectionThanItIsTo() throws IOException {
    try (ServedHttp served = echo(HttpServerOptions.DEFAULT.withMaxRequestsPerSocket(2))) {
      String one = POST + "Content-Length: 1\r\n\r\n";
      String answers = served.exchange(one + "a" + one + "b" + one + "c");
      assertThat(answers.split("HTTP/1.1 200 OK")).hasSize(3);
      assertThat(answers).contains("Connection: close").endsWith("b");
    }
  }

  @Test
  void shouldAbortTheRequestWhenTheClientEndsAmidTheBody() throws IOException {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (ServedHttp served = echo(HttpServerOptions.DEFAULT, notes);
        Socket socket = served.connect()) {
      ServedHttp.send(socket, POST + "Content-Length: 10\r\n\r\nabc");
      socket.shutdownOutput();
      assertThat(ServedHttp.readAll(socket)).startsWith("HTTP/1.1 400 Bad Request\r\n");
      assertAborted(served, notes);
    }
  }

  @Test
  void shouldAbortTheRequestWhenTheClientResetsTheConnectionAmidTheBody() throws IOException {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (ServedHttp served = echo(HttpServerOptions.DEFAULT, notes)) {
      try (Socket socket = served.connect()) {
        ServedHttp.send(socket, POST + "Content-Length: 10\r\nExpect: 100-continue\r\n\r\nabc");
        ServedHttp.readUntil(socket, "Continue\r\n\r\n"); // it is there
        socket.setSoLinger(true, 0);
      }
      assertAborted(served, notes);
    }
  }

  private static void assertAborted(ServedHttp served, List<String> notes) throws IOException {
    Waiting.until("both are closed", () -> notes.size() >= 4);
    assertThat(notes)
        .containsExactlyInAnyOrder(
            "aborted", "error ECONNRESET", "request closed", "response closed");
    assertThat(served.onLoop(HttpServer::connections)).isZero();
    assertGoesOn(served);
  }

  @Test
  void shouldAnswerAClientThatHasEndedItsSideIfItIsTo() throws IOException {
    for (boolean halfOpen : List.of(true, false)) { // false as in Node
      CompletableFuture<ServerResponse> come = new CompletableFuture<>();
      try (ServedHttp served =
              new ServedHttp(
                  HttpServerOptions.DEFAULT.withAllowHalfOpen(halfOpen),
                  (request, response) -> {
                    response.onClose(() -> come.complete(response));
                    if (halfOpen) {
                      request.socket().setTimeout(SHORT);
                      request.socket().events().on("timeout", () -> response.end("late"));
                    }
                  });
          Socket socket = served.connect()) {
        ServedHttp.send(socket, HEAD + "\r\n");
        socket.shutdownOutput();
        String answer = ServedHttp.readAll(socket);
        assertThat(answer.endsWith("late")).isEqualTo(halfOpen);
        Waiting.valueOf(come);
      }
    }
  }

  @Test
  void shouldLetTheProgramAnswerWhatIsRefused() throws IOException {
    try (ServedHttp served =
        new ServedHttp(
            loop -> {
              HttpServer server = loop.http().createServer((request, response) -> {});
              server
                  .events()
                  .on(
                      "clientError",
                      args ->
                          ((HttpSocket) args[1])
                              .end(
                                  "HTTP/1.1 499 "
                                      + ((HttpParseException) args[0]).code()
                                      + "\r\n\r\n"));
              return server;
            })) {
      assertThat(served.exchange("FOO / HTTP/1.1\r\n\r\n"))
          .isEqualTo("HTTP/1.1 499 HPE_INVALID_METHOD\r\n\r\n");
    }
  }
}
