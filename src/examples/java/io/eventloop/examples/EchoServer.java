package io.eventloop.examples;

import io.eventloop.NodeRuntime;
import io.eventloop.modules.http.HttpServer;
import java.time.Duration;
import java.util.function.Consumer;

/** An HTTP server whose handlers are callbacks on the loop. */
public final class EchoServer {
  private static final int PORT = 8080;

  private EchoServer() {}

  /** Serves at port 8080 until somebody asks for {@code /stop}. */
  public static void main(String[] args) {
    System.exit(
        serve(PORT, server -> System.out.println("listening at " + server.address().port())));
  }

  static int serve(int port, Consumer<HttpServer> whenListening) {
    return NodeRuntime.run(
        loop -> {
          HttpServer server =
              loop.http()
                  .createServer(
                      (request, response) -> {
                        switch (request.url()) {
                          case "/" -> response.end("Hello, World!\n");
                          case "/slow" ->
                              loop.setTimeout(
                                  () -> response.end("at last\n"), Duration.ofMillis(300));
                          case "/echo" -> request.pipe(response);
                          case "/stop" -> {
                            response.end("goodbye\n");
                            response.socket().server().close();
                          }
                          default -> response.writeHead(404).end("nothing here\n");
                        }
                      });
          server.onListening(() -> whenListening.accept(server));
          server.listen(port, "127.0.0.1");
        });
  }
}
