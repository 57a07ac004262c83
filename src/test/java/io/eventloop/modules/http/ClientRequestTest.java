package io.eventloop.modules.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.NodeRuntime;
import io.eventloop.Program;
import io.eventloop.loop.AbortController;
import io.eventloop.modules.Calls;
import io.eventloop.value.InvalidArgValueException;
import io.eventloop.value.NodeError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientRequestTest {
  private final List<String> seen = new ArrayList<>();

  private static void run(Program program) {
    assertThat(NodeRuntime.run(Calls.SETTINGS, program)).isZero();
  }

  private static ServedHttp serving(RequestListener listener) {
    return new ServedHttp(HttpServerOptions.DEFAULT, listener);
  }

  private static RequestOptions to(ServedHttp served) {
    return RequestOptions.of("http://127.0.0.1:" + served.port() + "/");
  }

  private void watch(ClientRequest request) {
    request.onError(error -> seen.add(((NodeError) error).code() + ": " + error.getMessage()));
    request.onClose(() -> seen.add("close"));
  }

  @Test
  void shouldSendTheLengthWhenTheBodyIsWrittenWhole() {
    try (ServedHttp served =
        serving(
            (request, response) ->
                response.end(
                    request.method()
                        + request.headers().get("content-length")
                        + request.headers().get("transfer-encoding")))) {
      run(
          loop -> {
            ClientRequest request =
                loop.http()
                    .request(
                        to(served).withMethod("POST"),
                        answer -> answer.onData(chunk -> seen.add(UTF_8.decode(chunk).toString())));
            watch(request);
            request.end("hello");
          });
    }
    assertThat(seen).containsExactly("POST5null", "close");
  }

  @Test
  void shouldStreamBothWaysWhenTheBodyComesInPieces() {
    int pieces = 64;
    int size = 65_536;
    try (ServedHttp served = serving((request, response) -> request.pipe(response))) {
      run(
          loop -> {
            long[] count = {0};
            ClientRequest request =
                loop.http()
                    .request(
                        to(served).withMethod("PUT"),
                        answer -> {
                          answer.onData(chunk -> count[0] += chunk.remaining());
                          answer.onEnd(() -> seen.add("bytes " + count[0]));
                        });
            watch(request);
            send(request, pieces, size);
          });
    }
    assertThat(seen).containsExactly("bytes " + (long) pieces * size, "close");
  }

  private static void send(ClientRequest request, int pieces, int size) {
    if (pieces == 0) {
      request.end();
      return;
    }
    request.write(ByteBuffer.allocate(size), (error, nothing) -> send(request, pieces - 1, size));
  }

  @Test
  void shouldSayHangUpWhenTheServerClosesInsteadOfAnswering() {
    try (ServedHttp served = serving((request, response) -> request.socket().destroy())) {
      run(loop -> watch(loop.http().get(to(served), answer -> seen.add("answer"))));
    }
    assertThat(seen).containsExactly("ECONNRESET: socket hang up", "close");
  }

  @Test
  void shouldSayAbortedWhenTheServerClosesAmidTheAnswer() {
    try (ServedHttp served =
        serving(
            (request, response) -> {
              response.setHeader("Content-Length", 10);
              response.write(
                  ByteBuffer.wrap(new byte[1]), (error, nothing) -> request.socket().destroy());
            })) {
      run(
          loop ->
              watch(
                  loop.http()
                      .get(
                          to(served),
                          answer -> {
                            answer.onError(error -> seen.add("answer " + error.getMessage()));
                            answer.resume();
                          })));
    }
    assertThat(seen).containsExactly("answer aborted", "close");
  }

  @Test
  void shouldEndWithAbortErrorOnceWhenTheSignalIsAborted() {
    try (ServedHttp served = serving((request, response) -> {})) {
      run(
          loop -> {
            AbortController controller = new AbortController();
            watch(loop.http().get(to(served).withSignal(controller.signal()), null));
            loop.setImmediate(controller::abort);
          });
    }
    assertThat(seen).containsExactly("ABORT_ERR: The operation was aborted", "close");
  }

  @Test
  void shouldEmitTimeoutAndHangUpWhenTheListenerDestroys() {
    try (ServedHttp served = serving((request, response) -> {})) {
      run(
          loop -> {
            ClientRequest request =
                loop.http().get(to(served).withTimeout(Duration.ofMillis(20)), null);
            watch(request);
            request.onTimeout(
                () -> {
                  seen.add("timeout");
                  request.destroy();
                });
          });
    }
    assertThat(seen).containsExactly("timeout", "ECONNRESET: socket hang up", "close");
  }

  @Test
  void shouldQueueInOrderWhenTheAgentHasNoRoom() {
    List<Integer> connections = new ArrayList<>();
    try (ServedHttp served =
        serving(
            (request, response) -> {
              connections.add(request.socket().server().connections());
              response.end();
            })) {
      run(
          loop -> {
            HttpAgent agent = new HttpAgent(1);
            for (int i = 0; i < 5; i++) {
              String name = "answer " + i;
              loop.http()
                  .get(
                      to(served).withAgent(agent),
                      answer -> {
                        seen.add(name);
                        answer.resume();
                      });
            }
            assertThat(agent.requests().values()).containsExactly(4);
            assertThat(agent.sockets().values()).containsExactly(1);
            loop.onExit(code -> seen.add("left " + agent.sockets() + agent.requests()));
          });
    }
    assertThat(seen)
        .containsExactly("answer 0", "answer 1", "answer 2", "answer 3", "answer 4", "left {}{}");
    assertThat(connections).hasSize(5).containsOnly(1);
  }

  @Test
  void shouldRefuseHeadersThatNodeOrTheClientDoesNotTake() {
    RequestOptions options = RequestOptions.of("http://localhost/");
    run(
        loop -> {
          assertThatThrownBy(() -> loop.http().request(options.withHeader("a b", "1"), null))
              .hasMessage("Header name must be a valid HTTP token [\"a b\"]");
          assertThatThrownBy(() -> loop.http().request(options.withHeader("a", "1\n"), null))
              .hasMessage("Invalid character in header content [\"a\"]");
          assertThatThrownBy(() -> loop.http().request(options.withHeader("Host", "b"), null))
              .isInstanceOf(InvalidArgValueException.class);
        });
    assertThatThrownBy(() -> options.withMethod("G T"))
        .hasMessage("Method must be a valid HTTP token [\"G T\"]");
  }
}
