package io.eventloop.cli;

import io.eventloop.EventLoop;
import io.eventloop.Program;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of "Exploring Async Basics with Rust", its {@code javascript()}: three reads, a
 * computation, five timers and a web call, whose waits overlap on one loop and a pool of threads.
 *
 * @see <a href="https://github.com/cfsamson/examples-node-eventloop">the book's code</a>
 */
final class BookProgram implements Program {
  private static final Logger LOG = LoggerFactory.getLogger(BookProgram.class);

  /** What the book's {@code Fs} does before it reads: it acts as if the file were very large. */
  private static final TaskKind SIMULATED_SECOND = TaskKind.of("simulated second");

  private static final TaskKind ENCRYPT = TaskKind.of("encrypt");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The work grows by half with each step: this takes a fraction of a second. */
  private static final int MOST_STEPS = 40;

  private static final int LINES_SHOWN = 2;

  private final String file;
  private final String url;

  /**
   * The program on its material.
   *
   * @param file a text file to read
   * @param url of a server that takes its time
   */
  BookProgram(String file, String url) {
    this.file = file;
    this.url = url;
  }

  @Override
  public void run(EventLoop loop) {
    LOG.info("First call to read test.txt");
    readSlowly(loop, text -> encryptLength(loop, text));

    LOG.info("Registering two timers of 0 ms");
    loop.setTimeout(() -> LOG.info("First 0 ms timer timed out"), Duration.ZERO);
    loop.setTimeout(() -> LOG.info("Second 0 ms timer timed out"), Duration.ZERO);

    LOG.info("Second call to read test.txt");
    readSlowly(loop, text -> readAgain(loop, text));

    LOG.info("Registering a timer of 3000 ms, with one of 500 ms in it");
    loop.setTimeout(() -> onThreeSeconds(loop), Duration.ofSeconds(3));

    LOG.info("Registering a timer of 1000 ms");
    loop.setTimeout(() -> LOG.info("1000 ms timer timed out"), SECOND);

    LOG.info("Registering a web call that is answered slowly");
    loop.http()
        .get(
            url,
            onSuccess(
                response -> show("web call", response.statusCode() + "\n" + response.body())));
  }

  private void readSlowly(EventLoop loop, Consumer<String> next) {
    loop.submit(
        SIMULATED_SECOND,
        () -> {
          Thread.sleep(SECOND.toMillis());
          return SECOND;
        },
        onSuccess(waited -> loop.fs().readFile(file, onSuccess(next))));
  }

  private static void encryptLength(EventLoop loop, String text) {
    LOG.info("First count: {} characters. \"Encrypting\" that number", text.length());
    loop.submit(
        ENCRYPT,
        () -> fibonacci(Math.min(text.length(), MOST_STEPS)),
        onSuccess(number -> LOG.info("\"Encrypted\" number is: {}", number)));
  }

  /** Slow on purpose, as in the book: something for a thread of the pool to do. */
  private static long fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }

  private void readAgain(EventLoop loop, String text) {
    LOG.info("Second count: {} characters.", text.length());
    LOG.info("Third call to read test.txt");
    readSlowly(loop, content -> show("file read", content));
  }

  private static void onThreeSeconds(EventLoop loop) {
    LOG.info("3000 ms timer timed out");
    loop.setTimeout(() -> LOG.info("500 ms timer (nested) timed out"), Duration.ofMillis(500));
  }

  private static void show(String what, String content) {
    LOG.info("----- start of content: {} -----", what);
    content.lines().limit(LINES_SHOWN).forEach(LOG::info);
    LOG.info("----- end of content -----");
  }

  /** A callback for what must not fail: an error ends the program with exit code 1. */
  private static <T> Callback<T> onSuccess(Consumer<T> next) {
    return (@Nullable Throwable error, @Nullable T value) -> {
      if (error != null) {
        throw new IllegalStateException("the demo cannot go on", error);
      }
      next.accept(Objects.requireNonNull(value));
    };
  }
}
