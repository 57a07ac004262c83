package io.eventloop.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;
import org.jspecify.annotations.Nullable;

/**
 * CBOR by Jackson, as Pekko sets it up for {@code jackson-cbor}. What is read is of a type that the
 * reader knows; a class that the bytes name is never made. Safe to use from any thread.
 */
final class Codec {
  /** Messages that there are, by the names that they have on the wire. */
  private static final Map<String, Class<? extends WireMessage>> MESSAGES =
      Map.of(
          "hello",
          Hello.class,
          "welcome",
          Welcome.class,
          "refused",
          Refused.class,
          "orders",
          Orders.class,
          "report",
          Report.class,
          "portabletask",
          PortableTask.class);

  private final ObjectMapper mapper;

  Codec(ClassicActorSystemProvider system) {
    this.mapper =
        JacksonObjectMapperProvider.get(system)
            .create("jackson-cbor", Optional.<JsonFactory>of(new CBORFactory()));
    mapper.registerModule(new JsModule());
    mapper.registerModule(new PayloadModule());
    mapper.setPolymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build());
  }

  /** The name of a message on the wire. */
  static String manifestOf(Class<?> message) {
    return message.getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** The type of the message with this name; empty if there is none. */
  static Optional<Class<? extends WireMessage>> typeOf(String manifest) {
    return Optional.ofNullable(MESSAGES.get(manifest));
  }

  /** The text with a question mark for each half of a surrogate pair, which cannot be written. */
  static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException if Jackson cannot write it
   */
  Payload write(@Nullable Object value) {
    try {
      return new Payload(mapper.writeValueAsBytes(value));
    } catch (IOException unfit) {
      throw new IllegalArgumentException(
          (value == null ? "null" : value.getClass().getName())
              + " cannot be written as CBOR: "
              + unfit.getMessage(),
          unfit);
    }
  }

  /**
   * Reads a value of this type.
   *
   * @throws UncheckedIOException if it is not one
   */
  <T> @Nullable T read(Payload payload, Class<T> type) {
    try {
      return mapper.readValue(payload.bytes(), type);
    } catch (IOException unfit) {
      throw new UncheckedIOException(
          payload.size() + " bytes of CBOR cannot be read as " + type.getName(), unfit);
    }
  }
}
