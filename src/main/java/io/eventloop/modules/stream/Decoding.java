package io.eventloop.modules.stream;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/** A stream of bytes as one of text. */
final class Decoding {
  private Decoding() {}

  static Readable<String> of(Readable<?> bytes, Charset charset) {
    Transform<Object, String> text =
        new Transform<>(StreamOptions.BYTES, new Pieces(new Decoder(charset)));
    Pipeline.join(bytes, text);
    return text;
  }

  private record Pieces(Decoder decoder) implements Transformer<Object, String> {
    @Override
    public void transform(Object chunk, Readable<String> stream, Completion<String> callback) {
      callback.done(chunk instanceof String text ? text : decoder.decode((ByteBuffer) chunk));
    }

    @Override
    public void flush(Readable<String> stream, Completion<String> callback) {
      callback.done(decoder.end());
    }
  }
}
