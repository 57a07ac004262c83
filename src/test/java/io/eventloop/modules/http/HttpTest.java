package io.eventloop.modules.http;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.outcomeOf;
import static io.eventloop.modules.Calls.thrownBy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eventloop.NodeRuntime;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Outcome;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HttpTest {
  private final ExecutorService serverThreads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(serverThreads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    serverThreads.shutdownNow();
  }

  @Test
  void shouldYieldStatusHeadersAndBodyWhenTheServerAnswers() {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("X-Two", "a");
          exchange.getResponseHeaders().add("X-Two", "b");
          answer(exchange, 404, "nobody is here: Grüße".getBytes(UTF_8));
        });
    Response response = get(url()).valueOrNull();
    assertThat(response).isNotNull();
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("nobody is here: Grüße");
    assertThat(response.headers()).containsEntry("x-two", List.of("a", "b"));
    assertThat(response.header("X-TWO")).contains("a, b");
    assertThat(response.header("absent")).isEmpty();
  }

  @Test
  void shouldReadTheBodyInTheCharsetThatTheAnswerNames() {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=iso-8859-1");
          answer(exchange, 200, "Grüße".getBytes(ISO_8859_1));
        });
    assertThat(get(url()).valueOrNull().body()).isEqualTo("Grüße");
  }

  @Test
  void shouldNotFollowARedirection() {
    serve(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          answer(exchange, 302, new byte[0]);
        });
    assertThat(get(url()).valueOrNull().statusCode()).isEqualTo(302);
  }

  @Test
  void shouldHoldNoThreadOfThePoolWhileTheAnswerIsSlow() {
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<HttpExchange> request = new CompletableFuture<>();
    serve(request::complete); // the answer waits for the callback of the pool's only task
    List<String> order = new ArrayList<>();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              loop.http()
                  .get(
                      url(),
                      (error, response) -> {
                        order.add("answered");
                        answered.countDown();
                      });
              loop.submit(TaskKind.of("quick"), request::get)
                  .then(
                      exchange -> {
                        order.add("pool is free");
                        loop.submit(
                            TaskKind.of("stuck until answered"),
                            () -> {
                              answer(exchange, 200, new byte[0]);
                              answered.await();
                              return "pool is free again";
                            },
                            (error, text) -> order.add(text));
                        return null;
                      });
            });
    assertThat(exitCode).isZero();
    assertThat(order).containsExactly("pool is free", "answered", "pool is free again");
  }

  @Test
  void shouldSettleThePromiseOnTheLoopWhenThereIsNoCallback() {
    serve(exchange -> answer(exchange, 200, "hello".getBytes(UTF_8)));
    List<String> seen = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS,
        loop ->
            loop.http()
                .get(url())
                .then(response -> seen.add(Thread.currentThread().getName() + response.body())));
    assertThat(seen).containsExactly("mainhello");
  }

  @Test
  void shouldSayEconnrefusedAsNodeDoesWhenNobodyListens() throws IOException {
    int port = portWithoutListener();
    // node -e "http.get('http://127.0.0.1:1/').on('error', e => console.log(e.code, e.errno,
    //     e.syscall, e.address, e.port, e.message))"
    for (String host : List.of("127.0.0.1", "localhost")) {
      SystemException error = (SystemException) get("http://" + host + ":" + port + "/").error();
      assertThat(error).isNotNull();
      assertThat(error.code()).isEqualTo("ECONNREFUSED");
      assertThat(error.errno()).isEqualTo(-111);
      assertThat(error.syscall()).isEqualTo("connect");
      assertThat(error.address()).contains("127.0.0.1");
      assertThat(error.port()).hasValue(port);
      assertThat(error).hasMessage("connect ECONNREFUSED 127.0.0.1:" + port);
    }
    assertThat(get("http://[::1]:" + port + "/").error())
        .hasMessageMatching("connect (ECONNREFUSED|ENETUNREACH|EHOSTUNREACH) ::1:" + port);
  }

  @Test
  void shouldSayEnotfoundWhenTheHostHasNoAddress() {
    // Node: getaddrinfo ENOTFOUND no-such-host.invalid
    assertThat(get("http://no-such-host.invalid/").error())
        .isInstanceOf(SystemException.class)
        .hasMessage("getaddrinfo ENOTFOUND no-such-host.invalid");
  }

  @Test
  void shouldFailWhenTheServerHangsUp() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      serverThreads.execute(
          () -> {
            while (true) { // the JDK's client tries a GET again
              try (Socket socket = listener.accept();
                  InputStream in = socket.getInputStream()) {
                assertThat(in.read()).isPositive();
              } catch (IOException closed) {
                return;
              }
            }
          });
      assertThat(get("http://127.0.0.1:" + listener.getLocalPort() + "/").error())
          .isInstanceOf(ConnectionResetException.class)
          .hasMessage("socket hang up");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "foo,ERR_INVALID_URL",
    "'',ERR_INVALID_URL",
    "ftp://a/,ERR_INVALID_PROTOCOL",
    "http://,ERR_INVALID_URL",
    "http:///x,ERR_INVALID_URL",
    "http://a b/,ERR_INVALID_URL"
  })
  void shouldThrowAtOnceWhenTheUrlIsNotAccepted(String url, String code) {
    assertThat(thrownBy(loop -> loop.http().get(url, (error, response) -> {})))
        .isInstanceOfSatisfying(
            UrlException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.name()).isEqualTo("TypeError");
            });
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void serve(Handler handler) {
    server.createContext("/", handler::handle);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static Outcome<Response> get(String url) {
    return outcomeOf((loop, callback) -> loop.http().get(url, callback));
  }

  private static int portWithoutListener() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
