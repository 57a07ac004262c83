package io.eventloop.cluster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** A {@link Payload} in a message: CBOR's bytes, which nobody looks into on the way. */
final class PayloadModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  PayloadModule() {
    super("eventloop-payload");
    addSerializer(Payload.class, new Writer());
    addDeserializer(Payload.class, new Reader());
  }

  private static final class Writer extends StdSerializer<Payload> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Payload.class);
    }

    @Override
    public void serialize(Payload value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeBinary(value.bytes());
    }
  }

  private static final class Reader extends StdDeserializer<Payload> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Payload.class);
    }

    @Override
    public Payload deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return new Payload(in.getBinaryValue());
    }
  }
}
