package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.SystemException;

final class S24ErrorFirst extends Script {
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
    loop.fs().stat("/no/such/file", show("stat"));
    loop.fs().open("/no/such/dir/file", "w", show("open"));
    loop.fs().unlink("/no/such/file", show("unlink"));
    loop.fs().rename("/no/such/a", "/no/such/b", show("rename"));
    loop.fs().readdir("/etc/passwd", show("readdir on a file"));
    loop.fs().mkdir("/", show("mkdir"));
    loop.fs().rmdir("/no/such/dir", show("rmdir"));
    loop.fs().readFile("/etc", show("readFile on a directory"));
    try {
      loop.fs().statSync("/no/such/file");
    } catch (SystemException e) {
      log("sync throws " + e.code() + ": " + e.getMessage());
    }
    try {
      loop.fs().stat("/", null);
    } catch (InvalidArgTypeException e) {
      log("bad callback throws " + e.name() + " " + e.code());
    }
    log("main done");
  }

  private <T> Callback<T> show(String what) {
    return (error, value) -> {
      SystemException e = (SystemException) error;
      int args = value == null ? 1 : 2;
      log(
          String.join(
              " | ",
              what,
              String.valueOf(args),
              String.valueOf(error instanceof Throwable),
              e.code(),
              String.valueOf(e.errno()),
              e.syscall(),
              e.path().orElse(""),
              e.dest().orElse("")));
      log("   " + e.getMessage());
    };
  }
}
