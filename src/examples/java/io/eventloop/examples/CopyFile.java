package io.eventloop.examples;

import io.eventloop.NodeRuntime;
import io.eventloop.modules.fs.ReadStream;
import io.eventloop.modules.fs.WriteStream;
import io.eventloop.modules.stream.Streams;
import java.util.Locale;

/** Copies a file of any size through streams, in a heap that is much smaller. */
public final class CopyFile {
  private static final double MILLION = 1e6;

  private CopyFile() {}

  /** Copies the first file to the second. */
  public static void main(String[] args) {
    if (args.length != 2) {
      throw new IllegalArgumentException("two arguments are accepted: from, to");
    }
    System.exit(copy(args[0], args[1]));
  }

  static int copy(String from, String to) {
    return NodeRuntime.run(
        loop -> {
          long begin = System.nanoTime();
          ReadStream source = loop.fs().createReadStream(from);
          WriteStream target = loop.fs().createWriteStream(to);
          Streams.pipeline(source, target)
              .thenAccept(
                  done -> {
                    double seconds = (System.nanoTime() - begin) / 1e9;
                    System.out.printf(
                        Locale.ROOT,
                        "%,d bytes in %.2f s: %.0f MB/s, in a heap of %.0f MB%n",
                        target.bytesWritten(),
                        seconds,
                        target.bytesWritten() / MILLION / seconds,
                        Runtime.getRuntime().maxMemory() / MILLION);
                  });
        });
  }
}
