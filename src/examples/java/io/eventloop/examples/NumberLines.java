package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.Promise;
import io.eventloop.modules.stream.Readable;
import io.eventloop.modules.stream.StreamOptions;
import io.eventloop.modules.stream.Streams;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Framing;
import org.apache.pekko.stream.javadsl.FramingTruncation;
import org.apache.pekko.stream.javadsl.JavaFlowSupport;
import org.apache.pekko.util.ByteString;

/**
 * Numbers the lines of a file of any size: read and written by the loop, cut into lines by Pekko
 * Streams. Back pressure goes all the way: nothing is read that cannot be written yet.
 */
public final class NumberLines {
  private static final ByteString END_OF_LINE = ByteString.fromString("\n");
  private static final int LONGEST = 1 << 20;

  private NumberLines() {}

  /** Numbers the lines of the first file, into the second. */
  public static void main(String[] args) {
    if (args.length != 2) {
      throw new IllegalArgumentException("two arguments are accepted: from, to");
    }
    ActorSystem pekko = ActorSystem.create("lines");
    int code = NodeRuntime.run(loop -> number(loop, pekko, args[0], args[1]));
    pekko.terminate();
    System.exit(code);
  }

  /** Fulfilled when all is written; rejected with what has gone wrong first, on any of the ways. */
  static Promise<Void> number(EventLoop loop, ActorSystem pekko, String from, String to) {
    Flow.Publisher<ByteBuffer> read = loop.fs().createReadStream(from).toPublisher();
    Flow.Publisher<ByteBuffer> numbered =
        JavaFlowSupport.Source.fromPublisher(read)
            .map(ByteString::fromByteBuffer)
            .via(Framing.delimiter(END_OF_LINE, LONGEST, FramingTruncation.ALLOW))
            .zipWithIndex()
            .map(line -> numbered(line.first(), 1 + line.second()).asByteBuffer())
            .runWith(JavaFlowSupport.Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), pekko);
    return Streams.pipeline(
        Readable.from(StreamOptions.BYTES, numbered), loop.fs().createWriteStream(to));
  }

  private static ByteString numbered(ByteString line, long number) {
    return ByteString.fromString(number + " ", StandardCharsets.UTF_8)
        .concat(line)
        .concat(END_OF_LINE);
  }
}
