package io.eventloop.nodeorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.modules.http.HttpServer;
import io.eventloop.modules.http.IncomingMessage;
import io.eventloop.modules.http.RequestOptions;
import io.eventloop.modules.http.ServerResponse;
import java.time.Duration;

final class S60PoolWorkBehindHttp extends Script {
  private HttpServer server;
  private int port;
  private boolean due;

  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() {
    server = loop().http().createServer(this::answer);
    server.onListening(
        () -> {
          port = server.address().port();
          get("/pool", () -> get("/loop", () -> {}));
        });
    server.listen(0, "127.0.0.1");
  }

  private void get(String path, Runnable then) {
    loop()
        .http()
        .get(
            RequestOptions.of("http://127.0.0.1:" + port + path),
            res -> {
              StringBuilder b = new StringBuilder();
              res.onData(d -> b.append(UTF_8.decode(d)));
              res.onEnd(
                  () -> {
                    if (!path.equals("/loop")) {
                      log("answer " + b);
                    }
                    then.run();
                  });
            });
  }

  private void answer(IncomingMessage req, ServerResponse res) {
    log("request " + req.url());
    if (req.url().equals("/pool")) {
      loop()
          .crypto()
          .pbkdf2(
              "p",
              "s",
              600_000,
              64,
              "sha512",
              (error, key) -> {
                log("derived " + key.length);
                res.end("pool");
              });
      get("/fast-beside-pool", () -> {});
    } else if (req.url().equals("/loop")) {
      loop()
          .setTimeout(
              () -> {
                due = true;
                log("timer due at 10 ran after the computation");
              },
              Duration.ofMillis(10));
      get("/fast-behind-loop", () -> server.close((error, nothing) -> log("closed")));
      busy(150);
      log("computed, timer had run: " + due);
      res.end("loop");
    } else {
      res.end(req.url().substring(1));
    }
  }
}
