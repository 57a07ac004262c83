package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.value.Callback;
import java.util.Arrays;

final class S25ThousandOpsOnce extends Script {
  @Override
  boolean usesPool() {
    return true;
  }

  @Override
  void main() throws Exception {
    EventLoop loop = loop();
    for (int i = 0; i < 1000; i++) {
      if (i % 4 == 0) {
        loop.fs().stat(filename(), finished(i));
      } else if (i % 4 == 1) {
        loop.crypto().randomBytes(8, finished(i));
      } else if (i % 4 == 2) {
        loop.fs().access("/no/such/" + i, finished(i));
      } else {
        loop.crypto().pbkdf2("p" + i, "s", 1, 8, "sha1", finished(i));
      }
    }
    log("all submitted");
    inMain = false;
    loop.onExit(
        code -> {
          log(
              "total "
                  + total
                  + ", errors "
                  + errors
                  + ", early "
                  + early
                  + ", overlaps "
                  + overlaps);
          log("each exactly once: " + Arrays.stream(calls).allMatch(n -> n == 1));
        });
  }

  private final int[] calls = new int[1000];
  private int total;
  private int errors;
  private boolean inCallback;
  private boolean inMain = true;
  private int overlaps;
  private int early;

  private <T> Callback<T> finished(int i) {
    return (err, value) -> {
      if (inMain) {
        early++;
      }
      if (inCallback) {
        overlaps++;
      }
      inCallback = true;
      calls[i]++;
      if (err != null) {
        errors++;
      }
      if (++total == 1000) {
        log("the thousandth callback");
      }
      inCallback = false;
    };
  }
}
