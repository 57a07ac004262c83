package io.eventloop.nodeorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.loop.Timer;
import io.eventloop.modules.http.ClientRequest;
import io.eventloop.modules.http.ClientResponse;
import io.eventloop.modules.http.HttpServer;
import io.eventloop.modules.http.RequestOptions;
import io.eventloop.modules.stream.Readable;
import java.time.Duration;
import java.util.Map;

final class S52HttpDelayedChunks extends Script {
  private static final Duration DELAY = Duration.ofMillis(60);

  private HttpServer server;
  private Timer counter;
  private int idle;
  private Runnable finish;

  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() {
    counter = loop().setInterval(() -> idle++, Duration.ofMillis(5));
    server =
        loop()
            .http()
            .createServer(
                (req, res) -> {
                  log(
                      "server got "
                          + req.method()
                          + " "
                          + req.url()
                          + " x-test "
                          + undefinedOr(req.headers().get("x-test")));
                  loop()
                      .setTimeout(
                          () -> {
                            log("server writes head and part 1");
                            res.writeHead(201, Map.of("x-answer", "yes"));
                            res.write("one,");
                          },
                          DELAY);
                  finish =
                      () ->
                          loop()
                              .setTimeout(
                                  () -> {
                                    log("server ends with part 2");
                                    res.end("two");
                                  },
                                  DELAY);
                });
    server.onListening(
        () -> {
          log("listening");
          String url = "http://127.0.0.1:" + server.address().port() + "/a?b=1";
          ClientRequest req =
              loop().http().get(RequestOptions.of(url).withHeader("x-test", "T"), null);
          req.onResponse(this::answered);
          log("request made");
        });
    server.listen(0, "127.0.0.1");
    log("main done");
  }

  private void answered(ClientResponse res) {
    log("client head " + res.statusCode() + " " + res.headers().get("x-answer"));
    Readable<String> text = res.decode(UTF_8);
    text.onData(
        d -> {
          log("client data " + d);
          if (d.equals("one,")) {
            finish.run();
          }
        });
    text.onEnd(
        () -> {
          log("client end, complete " + res.complete());
          loop().clearInterval(counter);
          server.close((error, nothing) -> log("server closed, loop was free: " + (idle > 1)));
        });
  }
}
