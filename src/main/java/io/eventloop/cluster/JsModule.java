package io.eventloop.cluster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.eventloop.value.Js;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Js} as CBOR: each kind of value is CBOR's own, and undefined is a null with a tag, since
 * Jackson does not write CBOR's.
 *
 * @see <a href="https://www.iana.org/assignments/cbor-tags">CBOR tags: 31, an absent value</a>
 */
final class JsModule extends SimpleModule {
  private static final long serialVersionUID = 1L;
  private static final int ABSENT = 31;

  JsModule() {
    super("eventloop-js");
    addSerializer(Js.class, new Writer());
    addDeserializer(Js.class, new Reader());
  }

  private static final class Writer extends StdSerializer<Js> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Js.class);
    }

    @Override
    public void serialize(Js value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value instanceof Js.Str text) {
        out.writeString(text.value());
      } else if (value instanceof Js.Num number) {
        write(number.value(), out);
      } else if (value instanceof Js.Bool bool) {
        out.writeBoolean(bool.value());
      } else if (value instanceof Js.Bytes bytes) {
        out.writeBinary(bytes.toArray());
      } else if (value instanceof Js.Arr array) {
        out.writeStartArray();
        for (Js element : array.elements()) {
          serialize(element, out, provider);
        }
        out.writeEndArray();
      } else if (value instanceof Js.Obj object) {
        out.writeStartObject();
        for (Map.Entry<String, Js> property : object.properties().entrySet()) {
          out.writeFieldName(property.getKey());
          serialize(property.getValue(), out, provider);
        }
        out.writeEndObject();
      } else {
        if (value == Js.Undefined.UNDEFINED && out instanceof CBORGenerator cbor) {
          cbor.writeTag(ABSENT);
        }
        out.writeNull();
      }
    }

    private static void write(double value, JsonGenerator out) throws IOException {
      int whole = (int) value;
      if (whole == value && Double.doubleToRawLongBits(value) != Long.MIN_VALUE) {
        out.writeNumber(whole); // shorter; -0 is not this
      } else {
        out.writeNumber(value);
      }
    }
  }

  private static final class Reader extends StdDeserializer<Js> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Js.class);
    }

    @Override
    public Js getNullValue(DeserializationContext context) {
      return absentOrNull(context.getParser());
    }

    @Override
    public Js deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return switch (in.currentToken()) {
        case VALUE_STRING -> Js.of(in.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Js.of(in.getDoubleValue());
        case VALUE_TRUE -> Js.of(true);
        case VALUE_FALSE -> Js.of(false);
        case VALUE_EMBEDDED_OBJECT -> Js.of(in.getBinaryValue());
        case START_ARRAY -> array(in, context);
        case START_OBJECT -> object(in, context);
        case VALUE_NULL -> absentOrNull(in);
        default -> (Js) context.handleUnexpectedToken(Js.class, in);
      };
    }

    private Js array(JsonParser in, DeserializationContext context) throws IOException {
      List<Js> elements = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        elements.add(deserialize(in, context));
      }
      return new Js.Arr(elements);
    }

    private Js object(JsonParser in, DeserializationContext context) throws IOException {
      Map<String, Js> properties = new LinkedHashMap<>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        properties.put(name, deserialize(in, context));
      }
      return new Js.Obj(properties);
    }

    private static Js absentOrNull(JsonParser in) {
      boolean absent = in instanceof CBORParser cbor && cbor.getCurrentTag() == ABSENT;
      return absent ? Js.undefined() : Js.ofNull();
    }
  }
}
