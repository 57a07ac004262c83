package io.eventloop.modules.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.Registration;
import io.eventloop.loop.Timer;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.Streams;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the tests run in processes of their own; the first argument says which. */
final class Programs {
  private static final Duration LONG = Duration.ofMinutes(10);

  private Programs() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("twoRuntimes")) {
      twoRuntimes();
      return;
    }
    RuntimeSettings settings =
        RuntimeSettings.load().withArguments(Arrays.copyOfRange(args, 1, args.length));
    int code = NodeRuntime.run(settings, loop -> run(args[0], loop));
    System.exit(code);
  }

  private static void run(String name, EventLoop loop) {
    switch (name) {
      case "argv" -> loop.process().argv().forEach(System.out::println);
      case "waits" -> waits(loop);
      case "listens" -> listens(loop);
      case "listensOnce" -> listensOnce(loop);
      case "onlyListens" -> loop.process().onSignal("SIGTERM", () -> {});
      case "echo" -> echo(loop);
      case "copies" ->
          Streams.pipeline(
              loop.process().stdin(),
              loop.process().stdout(),
              (error, none) -> System.err.println("done: " + error));
      case "pipes" -> loop.process().stdin().pipe(loop.process().stdout());
      case "order" -> order(loop);
      case "pauses" -> pauses(loop);
      case "unreferenced" -> unreferenced(loop);
      case "untouched" -> System.out.println(loop.process().stdin().readable());
      case "firstLine" -> firstLine(loop);
      case "fails" -> fails(loop);
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void waits(EventLoop loop) {
    loop.onExit(code -> System.out.println("exit handler"));
    loop.setTimeout(() -> {}, LONG);
    loop.fs().readFile(loop.process().argv().get(2), (error, bytes) -> System.out.println("ready"));
  }

  private static void listens(EventLoop loop) {
    Timer timer = loop.setTimeout(() -> {}, LONG);
    loop.onExit(code -> System.out.println("exit handler " + code));
    loop.process()
        .onSignal(
            "SIGTERM",
            (signal, number) -> {
              System.out.println(signal + " " + number);
              loop.process().stdout().write("bye\n");
              loop.exitCode(7);
              timer.close();
            });
    loop.process().onSignal("SIGINT", () -> System.out.println("interrupted"));
    loop.process().onSignal("SIGINT", () -> System.out.println("interrupted too"));
    System.out.println("ready");
  }

  private static void listensOnce(EventLoop loop) {
    loop.setTimeout(() -> {}, LONG);
    Registration[] listening = new Registration[1];
    listening[0] =
        loop.process()
            .onSignal(
                "SIGTERM",
                () -> {
                  listening[0].remove();
                  System.out.println("once");
                });
    System.out.println("ready");
  }

  private static void twoRuntimes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (String name : new String[] {"a", "b"}) {
      threads.execute(
          () ->
              NodeRuntime.run(
                  loop -> {
                    Timer timer = loop.setTimeout(() -> {}, LONG);
                    loop.process().onSignal("SIGHUP", timer::close);
                    loop.onExit(code -> System.out.println("end of " + name));
                    System.out.println("ready");
                  }));
    }
    threads.shutdown();
  }

  private static void echo(EventLoop loop) {
    Readable<String> text = loop.process().stdin().decode(UTF_8);
    text.onData(piece -> loop.process().stdout().write("got " + piece));
    text.onEnd(() -> loop.process().stdout().write("end\n"));
  }

  private static void order(EventLoop loop) {
    for (int i = 0; i < 4; i++) {
      System.out.println("line " + 2 * i);
      loop.process().stdout().write("line " + (2 * i + 1) + "\n");
    }
    loop.process().stdout().write(ByteBuffer.wrap(new byte[1_000_000]));
    loop.exit(3);
  }

  private static void pauses(EventLoop loop) {
    StandardInput stdin = loop.process().stdin();
    stdin.onData(
        piece -> {
          System.out.print(UTF_8.decode(piece));
          stdin.pause();
        });
  }

  private static void unreferenced(EventLoop loop) {
    loop.process().stdin().onData(piece -> {});
    loop.process().stdin().unref();
  }

  /** Leaves its input after a line, and the next runtime takes the next. */
  private static void firstLine(EventLoop loop) {
    StandardInput stdin = loop.process().stdin();
    stdin.onData(
        piece -> {
          System.out.print("first " + UTF_8.decode(piece));
          stdin.destroy();
        });
    stdin.onClose(() -> loop.process().stdin().onData(Programs::second));
  }

  private static void second(ByteBuffer piece) {
    System.out.print("second " + UTF_8.decode(piece));
  }

  private static void fails(EventLoop loop) {
    StandardOutput stdout = loop.process().stdout();
    stdout.onError(error -> System.err.println(error.getMessage()));
    stdout.write(
        "text",
        (error, none) -> {
          System.err.println("callback: " + error.getMessage());
          loop.setImmediate(() -> System.err.println("writable: " + writable(loop)));
        });
  }

  private static boolean writable(EventLoop loop) {
    return loop.process().stdout().writable();
  }
}
