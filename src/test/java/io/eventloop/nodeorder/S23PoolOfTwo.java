package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.value.Callback;

final class S23PoolOfTwo extends Script {
  @Override
  int poolSize() {
    return 2;
  }

  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    loop.crypto().pbkdf2("a", "s", 400000, 64, "sha512", done("A")); // about 30 times B
    loop.crypto().pbkdf2("b", "s", 12000, 64, "sha512", done("B"));
    loop.crypto().pbkdf2("c", "s", 6000, 64, "sha512", done("C"));
    loop.fs().lstat(filename(), done("D"));
    loop.crypto().randomFill(new byte[64], done("E"));
    log("five submitted, two can run");
  }

  private String order = "";

  private <T> Callback<T> done(String name) {
    return (err, value) -> {
      order += name;
      log(name + " done, error " + err + ", so far " + order);
    };
  }
}
