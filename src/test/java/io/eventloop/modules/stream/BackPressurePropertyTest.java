package io.eventloop.modules.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.testing.ProgramRun;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever the source, the sink and whoever pauses do: every byte passes once, in its order, and no
 * buffer holds more than its mark and one chunk, besides the chunk that is just being taken out.
 */
class BackPressurePropertyTest {
  private static final int LARGEST = 20;

  /** One run of a pipeline that a seed decides. */
  private static final class Run {
    private final EventLoop loop;
    private final Random random;
    private final int mark;
    private final int total;
    private final List<Integer> arrived = new ArrayList<>();
    private int next;
    private int highest;
    private boolean done;

    Run(EventLoop loop, long seed, int mark, int total) {
      this.loop = loop;
      this.random = new Random(seed);
      this.mark = mark;
      this.total = total;
    }

    void start() {
      StreamOptions options = StreamOptions.BYTES.withHighWaterMark(mark);
      Readable<ByteBuffer> source = Readable.of(options, this::read);
      PassThrough<ByteBuffer> between = new PassThrough<>(options);
      WritableStream<ByteBuffer> sink = Writable.of(options, this::write);
      watch(source, null);
      watch(between, between);
      watch(null, sink);
      disturb(source, between, sink, 60);
      Streams.pipeline(
          source,
          between,
          sink,
          (error, nothing) -> {
            assertThat(error).isNull();
            done = true;
          });
    }

    private void read(Readable<ByteBuffer> stream) {
      if (random.nextBoolean()) {
        push(stream);
      } else {
        loop.setImmediate(() -> push(stream));
      }
    }

    /** As long as more is wanted, or until the source has no more for the present. */
    private void push(Readable<ByteBuffer> stream) {
      boolean more = true;
      while (more) {
        if (next == total) {
          stream.push(null);
          return;
        }
        int size = Math.min(total - next, 1 + random.nextInt(LARGEST));
        ByteBuffer chunk = ByteBuffer.allocate(size);
        while (chunk.hasRemaining()) {
          chunk.put((byte) next++);
        }
        more = stream.push(chunk.flip()) && random.nextInt(4) > 0;
      }
    }

    private void write(ByteBuffer chunk, Completion<Void> callback) {
      while (chunk.hasRemaining()) {
        arrived.add(chunk.get() & 0xFF);
      }
      switch (random.nextInt(3)) {
        case 0 -> callback.done();
        case 1 -> loop.nextTick(callback::done);
        default -> loop.setImmediate(callback::done);
      }
    }

    private void watch(Readable<?> reading, Writable<?> writing) {
      Runnable look =
          () -> {
            highest = reading == null ? highest : Math.max(highest, reading.readableLength());
            highest = writing == null ? highest : Math.max(highest, writing.writableLength());
          };
      for (String event : List.of("drain", "pause", "resume", "pipe")) {
        (reading == null ? writing : reading).events().on(event, look);
      }
      every(look, 200);
    }

    private void every(Runnable look, int left) {
      look.run();
      if (left > 0) {
        loop.setImmediate(() -> every(look, left - 1));
      }
    }

    /** Pauses, and resumes what no target has asked to wait; in the end the latter. */
    private void disturb(Readable<?> source, Duplex<?, ?> between, Writable<?> sink, int left) {
      boolean first = random.nextBoolean();
      if (left == 0) {
        resume(source, between);
        resume(between, sink);
        return;
      }
      if (random.nextBoolean()) {
        (first ? source : between).pause();
      } else if (first) {
        resume(source, between);
      } else {
        resume(between, sink);
      }
      loop.setImmediate(() -> disturb(source, between, sink, left - 1));
    }

    private static void resume(Readable<?> stream, Writable<?> target) {
      if (!target.writableNeedDrain()) {
        stream.resume();
      }
    }
  }

  @Property(tries = 60)
  void shouldPassEverythingOnceAndInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 64) int mark,
      @ForAll @IntRange(max = 600) int total) {
    Run[] run = new Run[1];
    ProgramRun.of(
        (loop, log) -> {
          run[0] = new Run(loop, seed, mark, total);
          run[0].start();
        });
    assertThat(run[0].done).isTrue();
    assertThat(run[0].arrived)
        .isEqualTo(IntStream.range(0, total).map(i -> i & 0xFF).boxed().toList());
    assertThat(run[0].highest).isLessThan(mark + 2 * LARGEST);
  }
}
