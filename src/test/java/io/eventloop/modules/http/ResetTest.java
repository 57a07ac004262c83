package io.eventloop.modules.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.Waiting;
import io.eventloop.value.SystemException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that reset their connection: who is told, and what is left of them. */
@Timeout(60)
class ResetTest {
  private static final byte[] PIECE = new byte[65_536];
  private static final int ROUNDS = 5;

  private final List<String> notes = new CopyOnWriteArrayList<>();

  private final AtomicInteger taken = new AtomicInteger();

  /** Answers "/" only, and writes without end to whoever asks for "/endless". */
  private ServedHttp serve() {
    return new ServedHttp(
        loop -> {
          HttpServer server = loop.http().createServer(this::handle);
          server.events().on("connection", args -> taken.incrementAndGet());
          server.events().on("clientError", args -> refused((Exception) args[0], args[1]));
          return server;
        });
  }

  private void handle(IncomingMessage request, ServerResponse response) {
    if (request.url().equals("/")) {
      response.end("still");
      return;
    }
    request.events().on("aborted", () -> notes.add("aborted"));
    request.onError(error -> notes.add("request: " + error.getMessage()));
    request.onEnd(
        () -> {
          notes.add("request ended");
          notes.add("come");
        });
    request.onClose(() -> notes.add("request closed"));
    response.onClose(() -> notes.add("response closed, finished " + response.writableFinished()));
    request.resume();
    if (request.method().equals("POST")) {
      notes.add("come"); // its end does not come
    }
    if (request.url().equals("/endless")) {
      Runnable writeOn =
          () -> {
            while (response.write(ByteBuffer.wrap(PIECE))) {
              continue;
            }
          };
      response.onDrain(writeOn);
      writeOn.run();
    }
  }

  private void refused(Exception error, Object socket) {
    if (error instanceof SystemException known) {
      notes.add("clientError: " + known.getMessage() + " " + known.errno());
    } else {
      ((HttpSocket) socket).end(ErrorAnswer.to(error));
    }
  }

  /** As Node 20 tells it, for a server that does the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "''!",
        "GET!",
        "POST /x HTTP/1.1|Host: a|Content-Length: 9||abc"
            + "!aborted;response closed, finished false;request: aborted;request closed",
        "GET /x HTTP/1.1|Host: a||"
            + "!request ended;request closed;response closed, finished false",
        "GET /endless HTTP/1.1|Host: a||"
            + "!request ended;request closed;response closed, finished false"
      })
  void shouldTellThatTheClientHasReset(String sent, String wanted) throws IOException {
    try (ServedHttp served = serve()) {
      reset(served, sent.replace("|", "\r\n"));
      Waiting.until("the connection is gone", () -> served.onLoop(HttpServer::connections) == 0);
      Waiting.until("it is told", () -> notes.stream().anyMatch(ResetTest::isRefusal));
      List<String> all = wanted == null ? List.of() : Arrays.asList(wanted.split(";"));
      Waiting.until("all is told", () -> notes.containsAll(all));
      assertThat(notes).filteredOn(ResetTest::isRefusal).hasSize(1);
      assertThat(notes)
          .filteredOn(note -> !isRefusal(note) && !note.equals("come"))
          .containsExactlyInAnyOrderElementsOf(all);
      assertGoesOn(served);
    }
  }

  /** Whether the system tells whoever reads or whoever writes is a matter of chance. */
  private static boolean isRefusal(String note) {
    return note.equals("clientError: read ECONNRESET -104")
        || note.equals("clientError: write ECONNRESET -104")
        || note.equals("clientError: write EPIPE -32");
  }

  /** Sends this, and resets the connection when the server has all of it. */
  private void reset(ServedHttp served, String request) throws IOException {
    long before = notes.stream().filter("come"::equals).count();
    int connections = taken.get();
    try (Socket socket = served.connect()) {
      ServedHttp.send(socket, request);
      Waiting.until("it is taken", () -> taken.get() > connections);
      if (request.contains("\r\n\r\n")) {
        Waiting.until("it has come", () -> notes.stream().filter("come"::equals).count() > before);
      }
      socket.setSoLinger(true, 0);
    }
  }

  private static void assertGoesOn(ServedHttp served) throws IOException {
    assertThat(served.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("still");
  }

  @Test
  void shouldHaveNothingLeftOfClientsThatMisbehave() throws IOException {
    long before = Sockets.open();
    try (ServedHttp served = serve()) {
      List<String> kept = served.keptBy();
      long listening = Sockets.open();
      for (int round = 0; round < ROUNDS; round++) {
        for (String bad : BadRequests.all().values()) {
          assertThat(served.exchange(bad)).contains("HTTP/1.1 400 ");
        }
        reset(served, "");
        reset(served, "GET / HT");
        reset(served, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
        reset(served, "GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
        goAway(served, "");
        goAway(served, "GET / HT");
        goAway(served, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
        goAway(served, "GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      Waiting.until("all are gone", () -> served.onLoop(HttpServer::connections) == 0);
      Waiting.until("no socket is left", () -> Sockets.open() <= listening);
      assertThat(served.keptBy()).isEqualTo(kept); // the server itself
      assertGoesOn(served);
    }
    Waiting.until("the selector is closed", () -> Sockets.open() <= before);
    Sockets.awaitNoThread();
  }

  /** Sends this and ends its side; the server closes the other, with an answer or without. */
  private static void goAway(ServedHttp served, String request) throws IOException {
    try (Socket socket = served.connect()) {
      ServedHttp.send(socket, request);
      socket.shutdownOutput();
      ServedHttp.readAll(socket);
    }
  }
}
