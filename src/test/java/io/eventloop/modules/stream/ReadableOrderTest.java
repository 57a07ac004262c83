package io.eventloop.modules.stream;

import static io.eventloop.modules.stream.Scripts.bytes;
import static io.eventloop.modules.stream.Scripts.check;
import static io.eventloop.modules.stream.Scripts.text;
import static io.eventloop.modules.stream.Scripts.watch;
import static io.eventloop.modules.stream.Scripts.watchCodes;

import io.eventloop.loop.Async;
import io.eventloop.loop.AsyncIterator;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registration;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What happens to a stream that is read, and in which order: as Node 20.20.2 printed it. */
class ReadableOrderTest {

  @Test
  void shouldFlow() {
    check(
        "01-flowing",
        (loop, log) -> {
          int[] n = {0};
          Readable<ByteBuffer> r =
              Readable.of(
                  stream -> {
                    log.accept("read " + n[0]);
                    stream.push(n[0] < 3 ? bytes("c" + n[0]) : null);
                    n[0]++;
                  });
          watch(log, "", r, "pause", "resume", "end", "close");
          log.accept("flowing " + r.readableFlowing());
          r.onData(
              c -> {
                String said = text(c);
                log.accept("data " + said);
                loop.nextTick(() -> log.accept("tick after " + said));
                Promise.resolve().then(() -> log.accept("micro after " + said));
              });
          log.accept("flowing " + r.readableFlowing());
          loop.nextTick(() -> log.accept("tick"));
          Promise.resolve().then(() -> log.accept("micro"));
          loop.setImmediate(
              () ->
                  log.accept(
                      "immediate, ended " + r.readableEnded() + " destroyed " + r.destroyed()));
        });
  }

  @Test
  void shouldBeReadWhenPaused() {
    check(
        "02-paused",
        (loop, log) -> {
          Readable<ByteBuffer> r =
              Readable.of(StreamOptions.BYTES.withHighWaterMark(4), stream -> log.accept("read"));
          watch(log, "", r, "pause", "resume", "end", "close");
          r.onReadable(
              () -> {
                log.accept("readable " + r.readableLength());
                for (ByteBuffer c = r.read(2); c != null; c = r.read(2)) {
                  log.accept("got " + text(c));
                }
                log.accept("left " + r.readableLength());
              });
          log.accept("push " + r.push(bytes("abc")));
          log.accept("push " + r.push(bytes("de")));
          loop.setImmediate(
              () -> {
                log.accept("push " + r.push(bytes("f")));
                loop.setImmediate(
                    () -> {
                      log.accept("push " + r.push(bytes("g")));
                      log.accept("unshift " + r.unshift(bytes("-")));
                      log.accept("all " + text(r.read()));
                      log.accept("end " + r.push(null));
                      loop.nextTick(() -> log.accept("tick"));
                    });
              });
        });
  }

  @Test
  void shouldFail() {
    check(
        "06-errors-of-reading",
        (loop, log) -> {
          String[] events = {"error", "end", "close"};
          Readable<ByteBuffer> a = watchCodes(log, "a ", Readable.<ByteBuffer>of(s -> {}), events);
          a.push(null);
          log.accept("" + a.push(bytes("x")));
          Readable<ByteBuffer> b =
              watchCodes(
                  log,
                  "b ",
                  Readable.<ByteBuffer>of(
                      s -> {
                        throw new IllegalStateException("thrown");
                      }),
                  events);
          b.resume();
          Readable<ByteBuffer> c =
              watchCodes(
                  log,
                  "c ",
                  Readable.of(
                      new ReadableSource<ByteBuffer>() {
                        @Override
                        public void read(Readable<ByteBuffer> stream) {}

                        @Override
                        public void destroy(Throwable error, Completion<Void> callback) {
                          log.accept("destroy " + error.getMessage());
                          loop.setImmediate(() -> callback.call(error, null));
                        }
                      }),
                  events);
          c.push(bytes("x"));
          c.onData(x -> log.accept("c data " + text(x)));
          c.destroy(new Exception("c gone"));
          log.accept("" + c.push(bytes("y")));
          Readable<ByteBuffer> d =
              watchCodes(
                  log,
                  "d ",
                  Readable.of(
                      StreamOptions.OBJECTS,
                      new ReadableSource<ByteBuffer>() {
                        @Override
                        public void read(Readable<ByteBuffer> stream) {}

                        @Override
                        public void destroy(Throwable error, Completion<Void> callback) {
                          throw new IllegalStateException("in destroy");
                        }
                      }),
                  events);
          d.destroy();
          Readable<ByteBuffer> f =
              watchCodes(
                  log,
                  "f ",
                  Readable.<ByteBuffer>of(
                      StreamOptions.BYTES.withAutoDestroy(false), s -> s.push(null)),
                  events);
          f.resume();
          loop.nextTick(() -> log.accept("tick"));
          loop.setImmediate(
              () -> {
                log.accept("f destroyed " + f.destroyed() + " ended " + f.readableEnded());
                f.unshift(bytes("late"));
              });
          Readable<ByteBuffer> g = watchCodes(log, "g ", Readable.<ByteBuffer>of(s -> {}), events);
          g.push(bytes("unread"));
          g.push(null);
          g.destroy();
        });
  }

  @Test
  void shouldChangeItsMode() {
    check(
        "13-modes",
        (loop, log) -> {
          Readable<ByteBuffer> r = Readable.of(s -> {});
          Consumer<String> s =
              what -> log.accept(what + " " + r.readableFlowing() + " " + r.isPaused());
          watch(log, "", r, "pause", "resume");
          s.accept("new");
          r.pause();
          s.accept("paused");
          Registration data = r.onData(c -> log.accept("data " + text(c)));
          s.accept("data listener");
          r.push(bytes("1"));
          r.resume();
          s.accept("resumed");
          Runnable last =
              () -> {
                r.push(bytes("3"));
                data.remove();
                r.push(bytes("4"));
                s.accept("data removed");
                r.pause();
                r.push(bytes("5"));
                log.accept("length " + r.readableLength());
                r.onData(c -> log.accept("data " + text(c)));
                loop.setImmediate(
                    () -> {
                      s.accept("still");
                      r.resume();
                      r.destroy();
                    });
              };
          loop.setImmediate(
              () -> {
                s.accept("later");
                Registration readable =
                    r.onReadable(
                        () -> {
                          log.accept("readable " + r.readableLength());
                          log.accept("read " + text(r.read()));
                        });
                s.accept("readable listener");
                r.push(bytes("2"));
                loop.setImmediate(
                    () -> {
                      readable.remove();
                      s.accept("readable removed");
                      loop.nextTick(() -> s.accept("a tick later"));
                      loop.setImmediate(last);
                    });
              });
        });
  }

  @Test
  void shouldBeWalked() {
    check(
        "14-iteration",
        (loop, log) -> {
          Readable<String> r = Readable.of(StreamOptions.OBJECTS, s -> {});
          Readable<String> e =
              Readable.of(
                  StreamOptions.OBJECTS, s -> s.destroy(new IllegalStateException("failed")));
          walked(
                  Readable.from(List.of(1, 2, 3)).iterator(),
                  c -> {
                    log.accept("value " + c);
                    return true;
                  })
              .thenCompose(
                  done -> {
                    log.accept("over");
                    r.onClose(() -> log.accept("r close"));
                    r.push("x");
                    r.push("y");
                    return walked(
                        r.iterator(),
                        c -> {
                          log.accept("broke at " + c);
                          return false;
                        });
                  })
              .thenCompose(
                  done -> {
                    log.accept("destroyed " + r.destroyed());
                    return walked(e.iterator(), c -> true);
                  })
              .catchAccept(error -> log.accept("caught " + error.getMessage()))
              .then(
                  () -> {
                    Readable<Integer> s = Readable.from(Arrays.asList(1, null));
                    s.onError(error -> log.accept(Scripts.coded(error)));
                    s.onData(c -> log.accept("data " + c));
                  });
        });
  }

  @Test
  void shouldLeaveToTheLoopWhatNobodyHears() {
    check(
        "15-uncaught",
        (loop, log) -> {
          loop.onUncaughtException((e, origin) -> log.accept("uncaught " + e.getMessage()));
          Readable<ByteBuffer> r = Readable.of(s -> {});
          r.onClose(() -> log.accept("close"));
          r.destroy(new Exception("unheard"));
          WritableStream<ByteBuffer> w =
              Writable.of(
                  (c, callback) -> {
                    throw new IllegalStateException("from the sink");
                  });
          w.onError(e -> log.accept("error " + e.getMessage()));
          try {
            w.write(bytes("x"));
          } catch (IllegalStateException e) {
            log.accept("thrown " + e.getMessage());
          }
          Readable<ByteBuffer> d = Readable.of(s -> {});
          d.onData(
              c -> {
                throw new IllegalStateException("from the listener");
              });
          d.push(bytes("1"));
          d.push(bytes("2"));
          try {
            w.write(null);
          } catch (StreamException e) {
            log.accept(Scripts.coded(e));
          }
          try {
            untyped(w).write(5);
          } catch (io.eventloop.value.InvalidArgTypeException e) {
            log.accept(e.code());
          }
        });
  }

  private static <T> Promise<Void> walked(
      AsyncIterator<T> values, Promise.Reaction<T, Boolean> body) {
    return Async.async(() -> Async.forAwait(values, body));
  }

  @SuppressWarnings("unchecked")
  private static Writable<Object> untyped(Writable<?> stream) {
    return (Writable<Object>) stream;
  }
}
