package io.eventloop.value;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of JavaScript's kinds, which may cross the boundary of a process: what the book calls
 * {@code Js}. Immutable, and equal to another by content.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-ecmascript-language-types">ECMAScript: language
 *     types</a>
 */
public sealed interface Js {

  /** The value of what has none. */
  enum Undefined implements Js {
    /** The only one. */
    UNDEFINED;

    @Override
    public String toString() {
      return "undefined";
    }
  }

  /** The intended absence of a value. */
  enum Null implements Js {
    /** The only one. */
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Js {
    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  /** A number, which in JavaScript is a double: {@code NaN}, infinities and -0 included. */
  record Num(double value) implements Js {
    @Override
    public String toString() {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? String.valueOf((long) value)
          : String.valueOf(value);
    }
  }

  /** A text. */
  record Str(String value) implements Js {
    /** Refuses null. */
    public Str {
      InvalidArgTypeException.require(value, "value", "of type string");
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /** An array. */
  record Arr(List<Js> elements) implements Js {
    /** Copies the elements; refuses a null among them: {@link Null} stands for JavaScript's. */
    public Arr {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return elements.toString();
    }
  }

  /** An object: names with values, in the order in which they were added. */
  record Obj(Map<String, Js> properties) implements Js {
    /** Copies the properties; refuses a null among them: {@link Null} stands for JavaScript's. */
    public Obj {
      Map<String, Js> copy = new LinkedHashMap<>(properties);
      copy.forEach(
          (name, value) -> {
            Objects.requireNonNull(name, "name of a property");
            Objects.requireNonNull(value, name);
          });
      properties = Collections.unmodifiableMap(copy);
    }

    /** The value of a property, or undefined. */
    public Js get(String name) {
      return properties.getOrDefault(name, Undefined.UNDEFINED);
    }

    @Override
    public String toString() {
      return properties.toString();
    }
  }

  /** Bytes: JavaScript's {@code Uint8Array}, Node's {@code Buffer}. */
  final class Bytes implements Js {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
      return bytes.clone();
    }

    /** How many there are. */
    public int length() {
      return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Bytes(" + bytes.length + ")";
    }
  }

  /** JavaScript's {@code undefined}. */
  static Js undefined() {
    return Undefined.UNDEFINED;
  }

  /** JavaScript's {@code null}. */
  static Js ofNull() {
    return Null.NULL;
  }

  /** A boolean. */
  static Js of(boolean value) {
    return new Bool(value);
  }

  /** A number. */
  static Js of(double value) {
    return new Num(value);
  }

  /** A text. */
  static Js of(String value) {
    return new Str(value);
  }

  /** Bytes, copied. */
  static Js of(byte[] value) {
    return new Bytes(value.clone());
  }

  /** An array. */
  static Js array(Js... elements) {
    return new Arr(List.of(elements));
  }

  /** An object. */
  static Js object(Map<String, Js> properties) {
    return new Obj(properties);
  }
}
