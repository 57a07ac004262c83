package io.eventloop.nodeorder;

import io.eventloop.EventLoop;

final class S21PoolOfOneIsFifo extends Script {
  @Override
  int poolSize() {
    return 1;
  }

  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.crypto()
        .pbkdf2(
            "pw",
            "salt",
            60000,
            32,
            "sha256",
            (e, k) -> log("1 heavy pbkdf2 " + e + " " + k.length));
    loop.crypto().randomBytes(16, (e, b) -> log("2 randomBytes " + e + " " + b.length));
    loop.fs().stat(filename(), (e, st) -> log("3 stat " + e + " file " + st.isFile()));
    loop.crypto().pbkdf2("pw", "salt", 1, 20, "sha512", (e, k) -> log("4 light pbkdf2 " + hex(k)));
    loop.fs().access("/no/such/file", (e, none) -> log("5 access " + code(e)));
    loop.crypto()
        .pbkdf2("pw", "salt", 30000, 8, "sha256", (e, k) -> log("6 medium pbkdf2 " + hex(k)));
    loop.fs().readdir("/no/such/dir", (e, names) -> log("7 readdir " + code(e)));
    log("main done");
  }
}
