package io.eventloop.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EchoServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  @Test
  void shouldAnswerUntilItIsStopped() throws Exception {
    new Thread(
            () ->
                exit.complete(
                    EchoServer.serve(0, server -> port.complete(server.address().port()))),
            "echo-server")
        .start();

    assertThat(get("/")).isEqualTo("Hello, World!\n");
    assertThat(get("/slow")).isEqualTo("at last\n");
    assertThat(post("/echo", "a".repeat(1_000_000))).hasSize(1_000_000);
    assertThat(get("/elsewhere")).isEqualTo("nothing here\n");
    assertThat(get("/stop")).isEqualTo("goodbye\n");
    assertThat(Waiting.valueOf(exit)).isZero(); // nothing keeps the loop any more
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private String post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + Waiting.valueOf(port) + path);
  }
}
