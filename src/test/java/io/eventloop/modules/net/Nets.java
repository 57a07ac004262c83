package io.eventloop.modules.net;

import static io.eventloop.modules.Calls.SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.value.SystemException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Programs with servers and sockets. */
final class Nets {
  static final String HOST = "127.0.0.1";

  private Nets() {}

  /**
   * Runs a program to its end, which is when nothing is open any more; yields what it has noted.
   */
  static List<Object> run(BiConsumer<EventLoop, List<Object>> program) {
    List<Object> notes = new CopyOnWriteArrayList<>();
    assertThat(NodeRuntime.run(SETTINGS, loop -> program.accept(loop, notes))).isZero();
    return notes;
  }

  /** Has the server listen, and a socket on its way to it. */
  static void connect(EventLoop loop, Server server, BiConsumer<Socket, Server> use) {
    server.listen(0, HOST);
    server.onListening(() -> use.accept(loop.net().connect(server.address().port(), HOST), server));
  }

  static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes.duplicate()).toString();
  }

  /** All that an error of the system's says, as Node's has it. */
  static String described(Throwable error) {
    SystemException known = (SystemException) error;
    return String.join(
        " | ",
        known.code(),
        Integer.toString(known.errno()),
        known.syscall(),
        known.address().orElse("-"),
        known.port().isPresent() ? Integer.toString(known.port().getAsInt()) : "-",
        known.getMessage());
  }
}
