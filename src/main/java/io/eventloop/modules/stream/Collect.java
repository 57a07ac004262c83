package io.eventloop.modules.stream;

import io.eventloop.loop.Promise;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Promises of all that a stream brings: Node's {@code stream/consumers}. */
final class Collect {
  private Collect() {}

  static <T> Promise<List<T>> list(Readable<T> stream) {
    List<T> chunks = new ArrayList<>();
    return all(stream, chunks::add, () -> chunks);
  }

  static <T> Promise<byte[]> bytes(Readable<T> stream) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return all(stream, chunk -> add(bytes, (ByteBuffer) chunk), bytes::toByteArray);
  }

  private static void add(ByteArrayOutputStream bytes, ByteBuffer chunk) {
    if (chunk.hasArray()) {
      bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    } else {
      byte[] copy = new byte[chunk.remaining()];
      chunk.duplicate().get(copy);
      bytes.write(copy, 0, copy.length);
    }
  }

  static <T> Promise<String> text(Readable<T> stream, Charset charset) {
    StringBuilder text = new StringBuilder();
    Decoder decoder = new Decoder(charset);
    return all(
        stream,
        chunk ->
            text.append(
                chunk instanceof String string ? string : decoder.decode((ByteBuffer) chunk)),
        () -> text.append(decoder.end()).toString());
  }

  private static <T, R> Promise<R> all(
      Readable<T> stream, Consumer<? super T> add, Supplier<? extends R> result) {
    return new Promise<>(
        (resolve, reject) -> {
          EndOfStream.watch(
              stream,
              FinishedOptions.DEFAULT.readableOnly(),
              (error, nothing) -> {
                if (error == null) {
                  resolve.accept(result.get());
                } else {
                  reject.accept(error);
                }
              });
          stream.onData(
              chunk -> {
                try {
                  add.accept(chunk);
                } catch (ClassCastException thrown) { // of another type than the method is for
                  stream.destroy(thrown);
                }
              });
        });
  }
}
