package io.eventloop.modules.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Node's names for how bytes are written as text. */
final class Encodings {

  private Encodings() {}

  /**
   * Bytes as text.
   *
   * @throws InvalidArgValueException if there is no such encoding
   */
  static String encode(byte[] bytes, String encoding) {
    InvalidArgTypeException.require(encoding, "outputEncoding", "of type string");
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "hex" -> HexFormat.of().formatHex(bytes);
      case "base64" -> Base64.getEncoder().encodeToString(bytes);
      case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      case "latin1", "binary" -> new String(bytes, ISO_8859_1);
      default -> throw InvalidArgValueException.of("outputEncoding", "is invalid", encoding);
    };
  }
}
