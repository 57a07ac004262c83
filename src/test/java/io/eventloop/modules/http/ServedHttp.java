package io.eventloop.modules.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.ActiveResource;
import io.eventloop.loop.RuntimeTerminatedException;
import io.eventloop.modules.Calls;
import io.eventloop.testing.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A server on a loop of its own, and blocking clients of it. For the test's thread. */
final class ServedHttp implements AutoCloseable {
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private EventLoop loop;
  private HttpServer server;

  ServedHttp(HttpServerOptions options, RequestListener listener) {
    this(loop -> loop.http().createServer(options, listener));
  }

  ServedHttp(Function<EventLoop, HttpServer> making) {
    Thread thread =
        new Thread(
            () -> exit.complete(NodeRuntime.run(Calls.SETTINGS, started -> start(started, making))),
            "served-http");
    thread.start();
    Waiting.valueOf(port);
  }

  private void start(EventLoop started, Function<EventLoop, HttpServer> making) {
    loop = started;
    server = making.apply(started);
    server.onListening(() -> port.complete(server.address().port()));
    server.onError(port::completeExceptionally);
    server.listen(0, "127.0.0.1");
  }

  int port() {
    return Waiting.valueOf(port);
  }

  /** What this yields on the loop. */
  <T> T onLoop(Function<HttpServer, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(question.apply(server)));
    return Waiting.valueOf(answer);
  }

  /** What keeps the loop from its end. */
  List<String> keptBy() {
    return onLoop(unused -> loop.activeResources().stream().map(ActiveResource::toString).toList());
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) Waiting.LIMIT.toMillis());
    return socket;
  }

  /** Sends this, a byte for each character, and yields all that is answered until the end. */
  String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return readAll(socket);
    }
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** Reads until what has come ends so. */
  static String readUntil(Socket socket, String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!read.toString(ISO_8859_1).endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended after: " + read.toString(ISO_8859_1));
      }
      read.write(next);
    }
    return read.toString(ISO_8859_1);
  }

  /** Closes the server, and waits until its loop has ended for want of anything else. */
  @Override
  public void close() {
    try {
      loop.execute(this::closeAll);
    } catch (RuntimeTerminatedException ended) {
      // the test itself has closed the server
    }
    int code = Waiting.valueOf(exit);
    if (code != 0) {
      throw new AssertionError("the loop ended with code " + code);
    }
  }

  private void closeAll() {
    if (server.listening()) {
      server.close();
    }
    server.closeAllConnections();
  }
}
