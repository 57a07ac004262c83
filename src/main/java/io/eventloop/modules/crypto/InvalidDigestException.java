package io.eventloop.modules.crypto;

import io.eventloop.value.NodeError;

/**
 * A digest is not known: Node's {@code TypeError} with the code {@code ERR_CRYPTO_INVALID_DIGEST}.
 */
public final class InvalidDigestException extends IllegalArgumentException implements NodeError {
  private static final long serialVersionUID = 1L;

  InvalidDigestException(String digest) {
    super("Invalid digest: " + digest);
  }

  @Override
  public String name() {
    return "TypeError";
  }

  @Override
  public String code() {
    return "ERR_CRYPTO_INVALID_DIGEST";
  }
}
