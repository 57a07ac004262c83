package io.eventloop.modules.stream;

import static io.eventloop.modules.stream.Scripts.bytes;
import static io.eventloop.modules.stream.Scripts.check;
import static io.eventloop.modules.stream.Scripts.say;
import static io.eventloop.modules.stream.Scripts.text;
import static io.eventloop.modules.stream.Scripts.watch;
import static io.eventloop.modules.stream.Scripts.watchCodes;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;
import io.eventloop.modules.stream.Scripts.Coded;
import io.eventloop.value.Callback;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What happens to a stream that is written to, and in which order: as Node 20.20.2 printed it. */
class WritableOrderTest {

  @Test
  void shouldTakeWhatIsWrittenAtOnce() {
    check(
        "03-write-at-once",
        (loop, log) -> {
          WritableStream<ByteBuffer> w =
              Writable.of(
                  StreamOptions.BYTES.withHighWaterMark(3),
                  (c, callback) -> {
                    log.accept("sink " + text(c));
                    callback.done();
                  });
          for (String e : List.of("drain", "prefinish", "finish", "close")) {
            w.events().on(e, () -> log.accept(e + " length " + w.writableLength()));
          }
          Callback<Void> same = (error, nothing) -> log.accept("same");
          log.accept("" + w.write(bytes("a"), (error, nothing) -> log.accept("cb a")));
          log.accept("" + w.write(bytes("bcd"), same));
          log.accept("" + w.write(bytes("e"), same));
          log.accept("" + w.write(bytes("f")));
          log.accept("need " + w.writableNeedDrain());
          loop.nextTick(
              () -> {
                log.accept("tick");
                w.end(bytes("z"), (error, nothing) -> log.accept("cb end"));
                log.accept("ended " + w.writableEnded() + " finished " + w.writableFinished());
                loop.nextTick(() -> log.accept("tick after end"));
                Promise.resolve().then(() -> log.accept("micro after end"));
              });
          loop.setImmediate(() -> log.accept("immediate destroyed " + w.destroyed()));
        });
  }

  private record LaterSink(EventLoop loop, Consumer<String> log)
      implements GatheringSink<ByteBuffer>, FinishingSink {
    @Override
    public void write(ByteBuffer c, Completion<Void> callback) {
      log.accept("sink " + text(c));
      loop.setImmediate(
          () -> {
            log.accept("answer");
            callback.done();
          });
    }

    @Override
    public void writev(List<ByteBuffer> cs, Completion<Void> callback) {
      log.accept("sink all " + cs.stream().map(Scripts::text).collect(Collectors.joining(",")));
      loop.setImmediate(
          () -> {
            log.accept("answer all");
            callback.done();
          });
    }

    @Override
    public void finish(Completion<Void> callback) {
      log.accept("final");
      loop.setImmediate(callback::done);
    }
  }

  @Test
  void shouldTakeWhatWaitsInOneGo() {
    check(
        "04-write-later",
        (loop, log) -> {
          WritableStream<ByteBuffer> w =
              Writable.of(StreamOptions.BYTES.withHighWaterMark(4), new LaterSink(loop, log));
          watch(log, "", w, "drain", "prefinish", "finish", "close");
          log.accept("" + w.write(bytes("ab"), (error, nothing) -> log.accept("cb ab")));
          log.accept("" + w.write(bytes("cd"), (error, nothing) -> log.accept("cb cd")));
          log.accept("" + w.write(bytes("ef")));
          w.events()
              .once(
                  "drain",
                  () -> {
                    w.cork();
                    log.accept("" + w.write(bytes("g"), (error, nothing) -> log.accept("cb g")));
                    log.accept("" + w.write(bytes("h"), (error, nothing) -> log.accept("cb h")));
                    log.accept("corked " + w.writableCorked() + " length " + w.writableLength());
                    loop.nextTick(
                        () -> {
                          w.uncork();
                          w.end(null, (error, nothing) -> log.accept("cb end"));
                          log.accept("ending");
                        });
                  });
        });
  }

  private interface FinishingInto extends WritableSink<ByteBuffer>, FinishingSink {}

  @Test
  void shouldFail() {
    check(
        "05-errors-of-writing",
        (loop, log) -> {
          WritableSink<ByteBuffer> atOnce = (c, callback) -> callback.done();
          WritableStream<ByteBuffer> a = watched(log, "a ", Writable.of(atOnce));
          a.end();
          log.accept("" + a.write(bytes("x"), say(log, "a write")));
          a.end(null, say(log, "a end"));
          WritableStream<ByteBuffer> b =
              watched(log, "b ", Writable.of((c, callback) -> loop.setImmediate(callback::done)));
          b.write(bytes("1"), say(log, "b write 1"));
          b.write(bytes("2"), say(log, "b write 2"));
          b.end(null, say(log, "b end"));
          b.destroy(new Coded("GONE", "gone"));
          b.destroy(new Exception("again"));
          log.accept("" + b.write(bytes("3"), say(log, "b write 3")));
          WritableStream<ByteBuffer> c =
              watched(
                  log,
                  "c ",
                  Writable.of(
                      (chunk, callback) -> {
                        Coded full = new Coded("FULL", "full");
                        if (chunk.get(0) == '1') {
                          callback.fail(full);
                        } else {
                          loop.setImmediate(() -> callback.fail(full));
                        }
                      }));
          log.accept("" + c.write(bytes("1"), say(log, "c write 1")));
          log.accept("" + c.write(bytes("2"), say(log, "c write 2")));
          loop.nextTick(() -> log.accept("tick"));
          WritableStream<ByteBuffer> d =
              watched(
                  log,
                  "d ",
                  Writable.of(
                      (chunk, callback) -> {
                        callback.done();
                        callback.done();
                      }));
          d.write(bytes("1"), say(log, "d write"));
          WritableStream<ByteBuffer> f =
              watched(
                  log,
                  "f ",
                  Writable.of(
                      StreamOptions.BYTES.withAutoDestroy(false).withEmitClose(false),
                      (chunk, callback) -> callback.fail(new Coded("BAD", "bad"))));
          f.write(bytes("1"), say(log, "f write"));
          WritableStream<ByteBuffer> g =
              watched(
                  log,
                  "g ",
                  Writable.of(
                      new FinishingInto() {
                        @Override
                        public void write(ByteBuffer chunk, Completion<Void> callback) {
                          callback.done();
                        }

                        @Override
                        public void finish(Completion<Void> callback) {
                          callback.fail(new Coded("LAST", "last"));
                        }
                      }));
          g.end(null, say(log, "g end"));
          WritableStream<ByteBuffer> h = watched(log, "h ", Writable.of(atOnce));
          h.destroy();
          h.end(null, say(log, "h end"));
          loop.setImmediate(() -> a.end(null, say(log, "a end again")));
        });
  }

  private static WritableStream<ByteBuffer> watched(
      Consumer<String> log, String name, WritableStream<ByteBuffer> stream) {
    return watchCodes(log, name, stream, "error", "finish", "close");
  }

  private record Opened(
      Consumer<String> log,
      Consumer<Completion<Void>> opening,
      Consumer<Readable<ByteBuffer>> reading,
      String name)
      implements DuplexResource<ByteBuffer, ByteBuffer>, OpeningResource {
    @Override
    public void construct(Completion<Void> callback) {
      opening.accept(callback);
    }

    @Override
    public void write(ByteBuffer chunk, Completion<Void> callback) {
      log.accept("sink " + text(chunk));
      callback.done();
    }

    @Override
    public void read(Readable<ByteBuffer> stream) {
      reading.accept(stream);
    }

    @Override
    public void destroy(Throwable error, Completion<Void> callback) {
      if (!name.isEmpty()) {
        log.accept(name + " destroy" + (error == null ? "" : " " + error.getMessage()));
      }
      callback.call(error, null);
    }
  }

  @Test
  void shouldWaitUntilItIsOpened() {
    check(
        "11-construct",
        (loop, log) -> {
          WritableStream<ByteBuffer> w =
              Writable.of(
                  new Opened(
                      log,
                      callback -> {
                        log.accept("constructing");
                        loop.setImmediate(
                            () -> {
                              log.accept("constructed");
                              callback.done();
                            });
                      },
                      stream -> {},
                      ""));
          watch(log, "w ", w, "finish", "close");
          log.accept("" + w.write(bytes("a"), (error, nothing) -> log.accept("cb a")));
          w.end(null, (error, nothing) -> log.accept("cb end"));
          Readable<ByteBuffer> r =
              Readable.of(
                  new Opened(
                      log,
                      callback -> {
                        log.accept("r constructing");
                        loop.setImmediate(callback::done);
                      },
                      stream -> {
                        log.accept("r read");
                        stream.push(null);
                      },
                      "r"));
          watch(log, "r ", r, "end", "close");
          r.resume();
          Readable<ByteBuffer> d =
              Readable.of(
                  new Opened(
                      log,
                      callback -> {
                        log.accept("d constructing");
                        loop.setImmediate(
                            () -> {
                              log.accept("d constructed");
                              callback.done();
                            });
                      },
                      stream -> {},
                      "d"));
          watch(log, "d ", d, "error", "close");
          d.destroy(new Exception("early"));
          WritableStream<ByteBuffer> f =
              Writable.of(
                  new Opened(
                      log, callback -> callback.fail(new Exception("cannot")), stream -> {}, ""));
          watch(log, "f ", f, "error", "close");
          f.write(bytes("x"), (error, nothing) -> log.accept("f cb " + error.getMessage()));
        });
  }
}
