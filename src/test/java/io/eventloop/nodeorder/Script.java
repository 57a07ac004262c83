package io.eventloop.nodeorder;

import io.eventloop.EventLoop;
import io.eventloop.testing.VirtualClock;
import io.eventloop.value.NodeError;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * One of the programs whose output is known from Node, ported line for line, and the few of Node's
 * globals that the library does not have.
 */
abstract class Script {
  private final StringBuilder output = new StringBuilder();
  private EventLoop started;
  private Path file;
  private boolean virtualTime;

  /** The main script. */
  abstract void main() throws Exception;

  /** {@code UV_THREADPOOL_SIZE}. */
  int poolSize() {
    return 4;
  }

  /** Whether the program waits for the pool or the network too, whose work takes real time. */
  boolean usesPool() {
    return false;
  }

  /** Runs the main script on this loop. */
  final void start(EventLoop loop, Path self, boolean isVirtual) throws Exception {
    started = loop;
    file = self;
    virtualTime = isVirtual;
    main();
  }

  final EventLoop loop() {
    return started;
  }

  /** {@code __filename}: a file that is there. */
  final String filename() {
    return file.toString();
  }

  /** {@code console.log}. */
  final void log(Object line) {
    output.append(line).append('\n');
  }

  /** {@code performance.now()}. */
  final double now() {
    return loop().nowMillis();
  }

  /** Keeps the loop busy: {@code while (performance.now() < now + millis);}. */
  final void busy(long millis) {
    if (virtualTime) {
      VirtualClock.pass(millis);
      return;
    }
    double end = now() + millis;
    while (now() < end) {
      Thread.onSpinWait();
    }
  }

  /** {@code error.name}. */
  static String name(Throwable error) {
    return error instanceof NodeError known ? known.name() : "Error";
  }

  /** {@code error.code}. */
  static String code(Throwable error) {
    return undefinedOr(error instanceof NodeError known ? known.code() : null);
  }

  /** Java has null where JavaScript has {@code undefined}. */
  static String undefinedOr(Object value) {
    return value == null ? "undefined" : value.toString();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  final String output() {
    return output.toString();
  }
}
