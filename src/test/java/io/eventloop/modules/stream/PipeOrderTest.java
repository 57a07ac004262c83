package io.eventloop.modules.stream;

import static io.eventloop.modules.stream.Scripts.bytes;
import static io.eventloop.modules.stream.Scripts.check;
import static io.eventloop.modules.stream.Scripts.text;
import static io.eventloop.modules.stream.Scripts.turns;
import static io.eventloop.modules.stream.Scripts.watch;

import io.eventloop.EventLoop;
import io.eventloop.loop.AbortController;
import io.eventloop.value.Callback;
import io.eventloop.value.NodeError;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Streams that are joined, and what happens in which order: as Node 20.20.2 printed it. */
class PipeOrderTest {

  @Test
  void shouldPipe() {
    check(
        "07-pipe",
        (loop, log) -> {
          int[] n = {0};
          Readable<ByteBuffer> r =
              Readable.of(
                  StreamOptions.BYTES.withHighWaterMark(2),
                  stream -> {
                    n[0]++;
                    stream.push(n[0] < 5 ? bytes("" + n[0] + n[0]) : null);
                  });
          WritableStream<ByteBuffer> w =
              Writable.of(
                  StreamOptions.BYTES.withHighWaterMark(3),
                  (c, callback) -> {
                    log.accept("sink " + text(c));
                    loop.setImmediate(callback::done);
                  });
          watch(log, "r ", r, "pause", "resume", "end", "close");
          watch(log, "w ", w, "pipe", "unpipe", "drain", "finish", "close");
          log.accept("" + (r.pipe(w) == w));
          loop.nextTick(() -> log.accept("tick " + r.readableFlowing() + " " + r.isPaused()));
        });
  }

  @Test
  void shouldPipeToTheSlowerOfTwo() {
    check(
        "08-two-pipes",
        (loop, log) -> {
          StreamOptions one = StreamOptions.OBJECTS.withHighWaterMark(1);
          Readable<Integer> r = Readable.of(StreamOptions.OBJECTS, stream -> {});
          WritableStream<Integer> fast =
              Writable.of(
                  one,
                  (c, callback) -> {
                    log.accept("fast " + c);
                    callback.done();
                  });
          WritableStream<Integer> slow =
              Writable.of(
                  one,
                  (c, callback) -> {
                    log.accept("slow " + c);
                    turns(loop, 3, callback::done);
                  });
          watch(log, "", r, "pause", "resume");
          watch(log, "fast ", fast, "unpipe");
          watch(log, "slow ", slow, "unpipe");
          watch(log, "fast ", fast, "finish");
          watch(log, "slow ", slow, "finish");
          r.pipe(fast);
          r.pipe(slow);
          for (int i = 1; i <= 3; i++) {
            r.push(i);
          }
          turns(
              loop,
              20,
              () -> {
                log.accept("off");
                r.unpipe(slow);
                r.push(4);
                slow.end();
              });
          turns(loop, 25, () -> r.push(null));
        });
  }

  private record Bang(EventLoop loop, Consumer<String> log)
      implements Transformer<Integer, String> {
    @Override
    public void transform(Integer c, Readable<String> stream, Completion<String> callback) {
      log.accept("transform " + c);
      if (c == 3) {
        stream.push("3a");
        stream.push("3b");
        callback.done();
      } else if (c % 2 == 1) {
        callback.done(c + "!");
      } else {
        loop.setImmediate(() -> callback.done(c + "?"));
      }
    }

    @Override
    public void flush(Readable<String> stream, Completion<String> callback) {
      log.accept("flush");
      callback.done("last");
    }
  }

  @Test
  void shouldTransform() {
    check(
        "09-transform",
        (loop, log) -> {
          Transform<Integer, String> t =
              new Transform<>(StreamOptions.OBJECTS.withHighWaterMark(2), new Bang(loop, log));
          watch(log, "", t, "prefinish", "finish", "end", "close", "drain");
          for (int i = 1; i <= 5; i++) {
            String cb = "cb " + i;
            log.accept("write " + t.write(i, (error, nothing) -> log.accept(cb)));
          }
          t.end(null, (error, nothing) -> log.accept("cb end"));
          log.accept("lengths " + t.writableLength() + " " + t.readableLength());
          turns(
              loop,
              2,
              () -> {
                log.accept("reading");
                t.onData(c -> log.accept("data " + c));
              });
          PassThrough<ByteBuffer> p = new PassThrough<>();
          watch(log, "p ", p, "finish", "end", "close");
          p.end(bytes("bytes"));
          p.onData(c -> log.accept("p data " + text(c)));
        });
  }

  /** As the scripts say it: without a code there is a space all the same. */
  private static Callback<Void> say(Consumer<String> log, String what) {
    return (error, nothing) ->
        log.accept(what + " " + (error == null ? "undefined" : Scripts.coded(error)));
  }

  private static WritableStream<Integer> sink(EventLoop loop, Consumer<String> log, String name) {
    return Writable.of(
        StreamOptions.OBJECTS,
        (c, callback) -> {
          log.accept(name + " sink " + c);
          loop.setImmediate(callback::done);
        });
  }

  private static <S extends Stream> S all(Consumer<String> log, String name, S stream) {
    return watch(log, name + " ", stream, "error", "end", "finish", "close");
  }

  @Test
  void shouldGoTogether() {
    check(
        "10-pipeline",
        (loop, log) -> {
          Streams.pipeline(
              all(log, "a1", Readable.from(List.of(1, 2))),
              all(log, "a2", new PassThrough<Integer>(StreamOptions.OBJECTS)),
              all(log, "a3", sink(loop, log, "a")),
              say(log, "a done"));
          turns(loop, 10, () -> oneFails(loop, log));
          turns(loop, 20, () -> oneClosesEarly(loop, log));
          turns(loop, 30, () -> oneIsAborted(loop, log));
          turns(loop, 40, () -> finished(loop, log));
        });
  }

  private static void oneFails(EventLoop loop, Consumer<String> log) {
    Transform<Integer, Integer> bad =
        new Transform<>(
            StreamOptions.OBJECTS,
            (c, stream, callback) -> callback.call(c == 2 ? new Exception("no 2") : null, c));
    Streams.pipeline(
        all(log, "b1", Readable.from(List.of(1, 2, 3))),
        all(log, "b2", bad),
        all(log, "b3", sink(loop, log, "b")),
        say(log, "b done"));
  }

  private static void oneClosesEarly(EventLoop loop, Consumer<String> log) {
    Readable<Integer> r = Readable.of(StreamOptions.OBJECTS, stream -> {});
    Streams.pipeline(all(log, "c1", r), all(log, "c2", sink(loop, log, "c")), say(log, "c done"));
    r.push(1);
    loop.setImmediate(() -> r.destroy());
  }

  private static void oneIsAborted(EventLoop loop, Consumer<String> log) {
    AbortController controller = new AbortController();
    Readable<Integer> r = Readable.of(StreamOptions.OBJECTS, stream -> {});
    Streams.pipeline(
            PipelineOptions.DEFAULT.withSignal(controller.signal()),
            all(log, "d1", r),
            all(log, "d2", sink(loop, log, "d")))
        .whenSettled(
            (error, nothing) ->
                log.accept("d " + ((NodeError) error).code() + " " + error.getMessage()));
    loop.setImmediate(() -> controller.abort());
  }

  private static void finished(EventLoop loop, Consumer<String> log) {
    WritableStream<ByteBuffer> w = Writable.of((c, callback) -> callback.done());
    Streams.finished(w, say(log, "e finished"));
    w.end();
    Readable<ByteBuffer> r = Readable.of(stream -> {});
    Streams.finished(r, say(log, "f finished"));
    r.destroy();
    PassThrough<ByteBuffer> both = new PassThrough<>();
    Streams.finished(both, FinishedOptions.DEFAULT.writableOnly(), say(log, "g written"));
    Streams.finished(both, say(log, "g finished"));
    both.end();
    loop.setImmediate(both::resume);
    loop.setImmediate(() -> Streams.finished(w, say(log, "h finished late")));
    AbortController controller = new AbortController();
    Streams.finished(
        new PassThrough<ByteBuffer>(),
        FinishedOptions.DEFAULT.withSignal(controller.signal()),
        say(log, "i finished"));
    controller.abort();
  }

  private record Both(Consumer<String> log, String name)
      implements DuplexResource<ByteBuffer, ByteBuffer>, FinishingSink {
    @Override
    public void read(Readable<ByteBuffer> stream) {}

    @Override
    public void write(ByteBuffer c, Completion<Void> callback) {
      log.accept(name + " sink " + text(c));
      callback.done();
    }

    @Override
    public void finish(Completion<Void> callback) {
      log.accept(name + " final");
      callback.done();
    }
  }

  @Test
  void shouldBeHalfOpenOrNot() {
    check(
        "12-duplex",
        (loop, log) -> {
          Duplex<ByteBuffer, ByteBuffer> a = new Duplex<>(StreamOptions.BYTES, new Both(log, "a"));
          Duplex<ByteBuffer, ByteBuffer> b =
              new Duplex<>(StreamOptions.BYTES.withAllowHalfOpen(false), new Both(log, "b"));
          watch(log, "a ", a, "end", "finish", "close");
          watch(log, "b ", b, "end", "finish", "close");
          for (Duplex<ByteBuffer, ByteBuffer> d : List.of(a, b)) {
            d.resume();
            d.write(bytes("x"));
            d.push(null);
          }
          loop.setImmediate(
              () -> {
                log.accept("a writable " + a.writable() + " b writable " + b.writable());
                a.end(bytes("bye"));
              });
        });
  }
}
