package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.loop.Promise;

final class S26CallbackChain extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    String file = filename() + "-chain.txt";
    loop.crypto()
        .pbkdf2(
            "pw",
            "salt",
            1000,
            8,
            "sha256",
            (e1, key) -> {
              step("derived");
              loop.fs()
                  .writeFile(
                      file,
                      hex(key),
                      (e2, none) -> {
                        step("written, error " + e2);
                        loop.fs()
                            .readFile(
                                file,
                                (e3, text) -> {
                                  step("read back " + text);
                                  loop.fs()
                                      .unlink(
                                          file,
                                          (e4, nothing) -> {
                                            step("removed, error " + e4);
                                            loop.fs()
                                                .readFile(
                                                    file,
                                                    (e5, data) ->
                                                        step(
                                                            "gone: "
                                                                + code(e5)
                                                                + " "
                                                                + undefinedOr(data)));
                                          });
                                });
                      });
            });
    loop.onBeforeExit(code -> log("nothing left"));
    log("main done");
  }

  private void step(String s) {
    log(s);
    loop().nextTick(() -> log("   tick after: " + s));
    Promise.resolve().then(() -> log("   micro after: " + s));
  }
}
