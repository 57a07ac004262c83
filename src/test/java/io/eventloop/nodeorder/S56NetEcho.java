package io.eventloop.nodeorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.modules.net.NetOptions;
import io.eventloop.modules.net.Server;
import io.eventloop.modules.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

final class S56NetEcho extends Script {
  private static final NetOptions HALF_OPEN = NetOptions.DEFAULT.withAllowHalfOpen(true);

  private final List<String> client = new ArrayList<>();
  private final List<String> peer = new ArrayList<>();
  private Server server;

  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() {
    server = loop().net().createServer(HALF_OPEN, this::connected);
    server.onListening(this::connect);
    server.listen(0, "127.0.0.1");
    loop()
        .onExit(
            code -> {
              client.forEach(this::log);
              log("--");
              peer.forEach(this::log);
            });
  }

  private void connected(Socket c) {
    StringBuilder text = new StringBuilder();
    peer.add("connection");
    c.onData(d -> text.append(UTF_8.decode(d)));
    c.onEnd(
        () -> {
          peer.add("end after " + text);
          loop()
              .setTimeout(
                  () -> c.end(text.toString().toUpperCase(Locale.ROOT)), Duration.ofMillis(30));
        });
    c.events()
        .on(
            "close",
            bad -> {
              peer.add("close " + bad[0]);
              server.close((error, nothing) -> peer.add("server close"));
            });
  }

  private void connect() {
    Socket s = loop().net().connect(server.address().port(), "127.0.0.1", HALF_OPEN);
    client.add("connecting " + s.connecting());
    s.onConnect(
        () -> {
          client.add("connect");
          s.write(bytes("hello "), (error, nothing) -> client.add("written"));
          loop()
              .setTimeout(
                  () -> s.end(bytes("world"), (error, nothing) -> client.add("ended")),
                  Duration.ofMillis(20));
        });
    StringBuilder got = new StringBuilder();
    s.onData(d -> got.append(UTF_8.decode(d)));
    s.onEnd(() -> client.add("end with " + got));
    s.events().on("close", bad -> client.add("close " + bad[0]));
  }

  private static ByteBuffer bytes(String text) {
    return UTF_8.encode(text);
  }
}
