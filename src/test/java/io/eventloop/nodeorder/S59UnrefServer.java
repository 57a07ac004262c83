package io.eventloop.nodeorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.modules.http.HttpServer;
import io.eventloop.modules.http.RequestOptions;
import java.time.Duration;

final class S59UnrefServer extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() {
    HttpServer server =
        loop()
            .http()
            .createServer(
                (req, res) -> {
                  log("request " + req.url());
                  loop().setTimeout(() -> res.end("ok"), Duration.ofMillis(40));
                });
    server.onClose(() -> log("WRONG close"));
    loop().onBeforeExit(code -> log("beforeExit, still listening " + server.listening()));
    loop().onExit(code -> log("exit " + code));
    server.onListening(
        () -> {
          log("listening");
          log("unref returns the server " + (server.unref() == server));
          loop()
              .http()
              .get(
                  RequestOptions.of("http://127.0.0.1:" + server.address().port() + "/only"),
                  res -> {
                    log("status " + res.statusCode());
                    res.onData(d -> log("data " + UTF_8.decode(d)));
                    res.onEnd(() -> log("end"));
                  });
        });
    server.listen(0, "127.0.0.1");
  }
}
