package io.eventloop.modules.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.ProgramRun;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSmokeTest {
  @Test
  void shouldPipe() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              Readable<Integer> source = Readable.from(List.of(1, 2, 3));
              Transform<Integer, String> text = Transform.map(n -> "n" + n);
              WritableStream<String> sink =
                  Writable.of(
                      StreamOptions.OBJECTS,
                      (chunk, callback) -> {
                        log.accept(chunk);
                        callback.done();
                      });
              Streams.pipeline(source, text, sink, (error, nothing) -> log.accept("done " + error));
              Readable<ByteBuffer> bytes =
                  Readable.of(
                      stream -> {
                        stream.push(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
                        stream.push(null);
                      });
              bytes.text(StandardCharsets.UTF_8).thenAccept(log);
            });
    assertThat(run.lines()).containsExactlyInAnyOrder("n1", "n2", "n3", "done null", "hello");
    assertThat(run.code()).isZero();
  }
}
