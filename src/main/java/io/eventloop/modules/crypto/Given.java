package io.eventloop.modules.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventloop.value.InvalidArgTypeException;
import org.jspecify.annotations.Nullable;

/** Arguments that may be missing, with Node's words for what they must be. */
final class Given {
  private static final String BYTES =
      "of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView";

  private Given() {}

  static String string(@Nullable String value, String argument) {
    return InvalidArgTypeException.require(value, argument, "of type string");
  }

  static byte[] bytes(byte @Nullable [] value, String argument) {
    return InvalidArgTypeException.require(value, argument, BYTES);
  }

  static byte[] utf8(@Nullable String value, String argument) {
    return InvalidArgTypeException.require(value, argument, BYTES).getBytes(UTF_8);
  }

  static byte[] data(byte @Nullable [] value, String argument) {
    return InvalidArgTypeException.require(
        value, argument, "of type string or an instance of Buffer, TypedArray, or DataView");
  }

  static byte[] key(byte @Nullable [] value) {
    return InvalidArgTypeException.require(
        value,
        "key",
        "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or"
            + " CryptoKey");
  }

  static <T> T options(@Nullable T value) {
    return InvalidArgTypeException.require(value, "options", "of type object");
  }
}
