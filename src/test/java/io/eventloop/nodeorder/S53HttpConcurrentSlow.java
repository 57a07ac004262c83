package io.eventloop.nodeorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.modules.http.HttpServer;
import io.eventloop.modules.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class S53HttpConcurrentSlow extends Script {
  private static final int COUNT = 40;
  private static final long DELAY = 300;

  private final List<Runnable> waiting = new ArrayList<>();
  private final Set<String> bodies = new HashSet<>();
  private HttpServer server;
  private int answered;
  private double start;

  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() {
    server =
        loop()
            .http()
            .createServer(
                (req, res) -> {
                  waiting.add(
                      () ->
                          loop()
                              .setTimeout(
                                  () -> res.end("body of " + req.url()), Duration.ofMillis(DELAY)));
                  if (waiting.size() < COUNT) {
                    return;
                  }
                  log("in flight " + waiting.size());
                  start = now();
                  waiting.forEach(Runnable::run);
                });
    server.onListening(
        () -> {
          for (int i = 0; i < COUNT; i++) {
            String url = "http://127.0.0.1:" + server.address().port() + "/" + i;
            loop()
                .http()
                .get(
                    RequestOptions.of(url),
                    res -> {
                      StringBuilder body = new StringBuilder();
                      res.onData(d -> body.append(UTF_8.decode(d)));
                      res.onEnd(() -> ended(body.toString()));
                    });
          }
          log("requests made");
        });
    server.listen(0, "127.0.0.1");
  }

  private void ended(String body) {
    bodies.add(body);
    if (++answered < COUNT) {
      return;
    }
    double ms = now() - start;
    log(
        "answered "
            + answered
            + ", distinct bodies "
            + bodies.size()
            + ", right body: "
            + bodies.contains("body of /7"));
    log(
        "at least one delay: "
            + (ms >= DELAY - 2)
            + ", under half the sum: "
            + (ms < COUNT * DELAY / 2.0));
    server.close((error, nothing) -> log("closed"));
  }
}
