package io.eventloop.modules.crypto;

import io.eventloop.value.NodeError;
import org.jspecify.annotations.Nullable;

/**
 * An argument is not accepted for a reason that only cryptography has: Node's error with a code
 * such as {@code ERR_CRYPTO_INVALID_KEYLEN}. Thrown at once, before anything is begun.
 */
public final class CryptoArgumentException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final @Nullable String code;

  private CryptoArgumentException(String name, @Nullable String code, String message) {
    super(message);
    this.name = name;
    this.code = code;
  }

  static CryptoArgumentException error(@Nullable String code, String message) {
    return new CryptoArgumentException("Error", code, message);
  }

  static CryptoArgumentException typeError(String code, String message) {
    return new CryptoArgumentException("TypeError", code, message);
  }

  static CryptoArgumentException rangeError(String code, String message) {
    return new CryptoArgumentException("RangeError", code, message);
  }

  static CryptoArgumentException invalidKeyLength() {
    return rangeError("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable String code() {
    return code;
  }
}
