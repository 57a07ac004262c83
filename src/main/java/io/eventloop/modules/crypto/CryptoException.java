package io.eventloop.modules.crypto;

import io.eventloop.value.NodeError;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A computation failed on the pool: what the callback gets, with the message that Node has from
 * OpenSSL.
 */
public final class CryptoException extends GeneralSecurityException implements NodeError {
  private static final long serialVersionUID = 1L;

  private final @Nullable String code;

  CryptoException(@Nullable String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  @Override
  public String name() {
    return "Error";
  }

  /** For example {@code ERR_OSSL_INVALID_DIGEST}; null where Node has none. */
  @Override
  public @Nullable String code() {
    return code;
  }
}
