package io.eventloop.bench;

import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.modules.http.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** Who answers in the http benchmark: each on one loop, by the idiom of each. */
enum HttpSide {
  EVENTLOOP {
    @Override
    void serve(int port, String file) {
      RuntimeSettings settings = RuntimeSettings.load();
      NodeRuntime.run(
          settings.withLoop(settings.loop().withBlockedLoopWarning(Optional.empty())),
          loop -> {
            HttpServer server =
                loop.http()
                    .createServer(
                        (request, response) -> {
                          response.setHeader("Content-Type", "text/plain");
                          if (request.url().equals("/file")) {
                            loop.fs()
                                .readFileBytes(
                                    file,
                                    (error, content) -> response.end(ByteBuffer.wrap(content)));
                          } else {
                            response.end("Hello, World!");
                          }
                        });
            server.onListening(() -> System.out.println(READY));
            server.listen(port, "127.0.0.1", BACKLOG);
          });
    }
  },
  NODE {
    @Override
    void serve(int port, String file) {
      throw new IllegalStateException("Node is a process of its own");
    }
  },
  VERTX {
    @Override
    void serve(int port, String file) throws InterruptedException {
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
      vertx
          .createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG))
          .requestHandler(
              request -> {
                request.response().putHeader("Content-Type", "text/plain");
                if (request.path().equals("/file")) {
                  vertx
                      .fileSystem()
                      .readFile(file)
                      .onSuccess(content -> request.response().end(content));
                } else {
                  request.response().end("Hello, World!");
                }
              })
          .listen(port, "127.0.0.1")
          .onSuccess(server -> System.out.println(READY));
      Thread.currentThread().join();
    }
  };

  static final String READY = "ready";
  private static final int BACKLOG = 4096;

  /** Serves until the process is ended. */
  abstract void serve(int port, String file) throws InterruptedException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
