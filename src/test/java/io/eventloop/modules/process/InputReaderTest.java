package io.eventloop.modules.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.modules.process.InputReader.Piece;
import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets what comes for one who has gone. */
class InputReaderTest {
  private final InputStream before = System.in;
  private final Typed typed = new Typed();

  /** An input that brings what the test says, when it says so. */
  private static final class Typed extends InputStream {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final CountDownLatch waited = new CountDownLatch(1);

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      waited.countDown();
      try {
        byte[] text = texts.take().getBytes(UTF_8);
        System.arraycopy(text, 0, buffer, from, text.length);
        return text.length == 0 ? -1 : text.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public int read() {
      throw new IllegalStateException("nobody reads single bytes");
    }
  }

  @BeforeEach
  void setInput() {
    System.setIn(typed);
  }

  @AfterEach
  void resetInput() {
    System.setIn(before);
  }

  @Test
  void shouldKeepForTheNextWhatComesWhenNobodyWaits() {
    CompletableFuture<Piece> gone = new CompletableFuture<>();
    InputReader.Request first = gone::complete;
    InputReader.ask(first);
    Waiting.await(typed.waited);
    InputReader.cancel(first);
    typed.texts.add("one");
    Waiting.until("the thread has ended", () -> !isReading());
    assertThat(next()).isEqualTo("one");
    assertThat(gone).isNotDone();
  }

  @Test
  void shouldGiveToTheNextWhatWasNotTaken() {
    typed.texts.add("one");
    InputReader.ask(piece -> false);
    assertThat(next()).isEqualTo("one");
  }

  @Test
  void shouldGiveBackWhatWasTakenInVain() {
    InputReader.hand(new Piece(UTF_8.encode("zero"), null));
    typed.texts.add("one");
    assertThat(next()).isEqualTo("zero");
    assertThat(next()).isEqualTo("one");
  }

  @Test
  void shouldTellTheEndEachTime() {
    typed.texts.add("");
    typed.texts.add("");
    assertThat(next()).isNull();
    assertThat(next()).isNull();
  }

  private static String next() {
    CompletableFuture<Piece> taken = new CompletableFuture<>();
    InputReader.ask(taken::complete);
    Piece piece = Objects.requireNonNull(Waiting.valueOf(taken));
    return piece.bytes() == null ? null : UTF_8.decode(piece.bytes()).toString();
  }

  private static boolean isReading() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("eventloop-stdin"));
  }
}
