package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Async;
import io.eventloop.loop.AsyncLocal;
import io.eventloop.loop.Promise;
import java.util.Map;
import java.util.TreeMap;

final class S47AlsPropagation extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    log(
        "run returns "
            + als.call(
                "one",
                () -> {
                  all("in");
                  return als.get() + "!";
                }));
    log("after run " + undefinedOr(als.get()));
    all("out");
    loop.onExit(code -> seen.forEach((k, store) -> log(k + " = " + undefinedOr(store))));
  }

  private final AsyncLocal<String> als = new AsyncLocal<>();
  private final Map<String, String> seen = new TreeMap<>();

  private Runnable note(String k) {
    return () -> seen.put(k, als.get());
  }

  private void all(String p) {
    EventLoop loop = loop();
    loop.nextTick(note(p + " tick"));
    loop.queueMicrotask(note(p + " microtask"));
    Promise.resolve().then(note(p + " then"));
    loop.setTimeout(note(p + " timeout"), 5);
    loop.setImmediate(note(p + " immediate"));
    loop.setInterval(
        (i, args) -> {
          note(p + " interval").run();
          loop.clearInterval(i);
        },
        5);
    loop.fs().readFile(filename(), (err, text) -> note(p + " readFile").run());
    loop.fs().stat("/no/such/file", (err, stats) -> note(p + " stat error").run());
    loop.crypto().randomBytes(4, (err, bytes) -> note(p + " randomBytes").run());
    loop.crypto().pbkdf2("p", "s", 1, 8, "sha1", (err, key) -> note(p + " pbkdf2").run());
    loop.fs().stat(filename()).then(note(p + " fs.promises"));
    Async.async(
        () ->
            Async.await((Object) null)
                .thenAwait(none -> loop.fs().readFile(filename()))
                .then(note(p + " async")));
    loop.setTimeout(
        () ->
            loop.nextTick(
                () -> loop.setImmediate(() -> Promise.resolve().then(note(p + " nested")))),
        5);
  }
}
