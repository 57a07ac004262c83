package io.eventloop.modules.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.testing.ProgramRun;
import io.eventloop.value.Callback;
import io.eventloop.value.NodeError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Programs that print what Node printed for the script of the same name. */
final class Scripts {
  private Scripts() {}

  /** Runs the program, and compares it with what is kept of Node's run. */
  static void check(String name, ProgramRun.Printing program) {
    ProgramRun run = ProgramRun.of(program);
    assertThat(run.lines()).containsExactlyElementsOf(printedByNode(name));
    assertThat(run.code()).isZero();
  }

  private static List<String> printedByNode(String name) {
    try (InputStream out = Scripts.class.getResourceAsStream("/stream-order/" + name + ".out")) {
      return new String(out.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  static String text(ByteBuffer bytes) {
    return bytes == null ? "null" : UTF_8.decode(bytes.duplicate()).toString();
  }

  /** Says each of these events, with the message of an error. */
  static <S extends Stream> S watch(Consumer<String> log, String name, S stream, String... events) {
    for (String event : events) {
      stream
          .events()
          .on(event, args -> log.accept(name + event + (args.length == 0 ? "" : what(args[0]))));
    }
    return stream;
  }

  private static String what(Object argument) {
    return argument instanceof Throwable error ? " " + error.getMessage() : "";
  }

  /** The same with the code of an error. */
  static <S extends Stream> S watchCodes(
      Consumer<String> log, String name, S stream, String... events) {
    for (String event : events) {
      stream
          .events()
          .on(
              event,
              args ->
                  log.accept(
                      name + event + (args.length == 0 ? "" : " " + coded((Throwable) args[0]))));
    }
    return stream;
  }

  static Callback<Void> say(Consumer<String> log, String what) {
    return (error, nothing) -> log.accept(what + " " + (error == null ? "null" : coded(error)));
  }

  static String coded(Throwable error) {
    String code =
        error instanceof Coded coded
            ? coded.code
            : error instanceof NodeError known ? known.code() : "";
    return code + " " + error.getMessage();
  }

  /** An error with a code, as a program makes it. */
  static final class Coded extends RuntimeException {
    private final String code;

    Coded(String code, String message) {
      super(message);
      this.code = code;
    }
  }

  /** So many turns later. */
  static void turns(EventLoop loop, int count, Runnable then) {
    if (count == 0) {
      then.run();
    } else {
      loop.setImmediate(() -> turns(loop, count - 1, then));
    }
  }
}
