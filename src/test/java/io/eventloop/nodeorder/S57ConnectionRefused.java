package io.eventloop.nodeorder;

import io.eventloop.modules.http.ClientRequest;
import io.eventloop.modules.http.RequestOptions;
import io.eventloop.modules.net.Server;
import io.eventloop.modules.net.Socket;
import io.eventloop.value.SystemException;
import java.time.Duration;

final class S57ConnectionRefused extends Script {
  private int port;

  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() {
    Server server = loop().net().createServer(c -> {});
    server.onListening(
        () -> {
          port = server.address().port();
          server.close((error, nothing) -> closed());
        });
    server.listen(0, "127.0.0.1");
  }

  private void closed() {
    log("server closed");
    Socket s = loop().net().connect(port, "127.0.0.1");
    s.onConnect(() -> log("WRONG connect"));
    s.onError(
        error -> {
          SystemException e = (SystemException) error;
          log(
              e.code()
                  + " "
                  + e.errno()
                  + " "
                  + e.syscall()
                  + " "
                  + e.address().orElseThrow()
                  + " "
                  + (e.port().orElseThrow() == port));
          log(e.getMessage().replace(":" + port, ":PORT"));
          loop().nextTick(() -> log("tick of error"));
          loop().setImmediate(() -> log("immediate of error"));
        });
    s.events()
        .on(
            "close",
            hadError -> {
              log("close, had error " + hadError[0]);
              viaHttp();
            });
    log("connect called, connecting " + s.connecting());
  }

  private void viaHttp() {
    ClientRequest req =
        loop()
            .http()
            .get(RequestOptions.of("http://127.0.0.1:" + port + "/"), res -> log("WRONG response"));
    req.onError(e -> log("http " + code(e) + " " + ((SystemException) e).syscall()));
    req.onClose(
        () -> {
          log("request closed");
          unheard();
        });
  }

  private void unheard() {
    loop().onUncaughtException((e, origin) -> log("uncaught " + code(e)));
    loop().setTimeout(() -> loop().net().connect(port, "127.0.0.1"), Duration.ofMillis(20));
  }
}
