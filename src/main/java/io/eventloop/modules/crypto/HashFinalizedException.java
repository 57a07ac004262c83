package io.eventloop.modules.crypto;

import io.eventloop.value.NodeError;

/**
 * A hash was used after its digest had been taken: Node's error with the code {@code
 * ERR_CRYPTO_HASH_FINALIZED}.
 */
public final class HashFinalizedException extends IllegalStateException implements NodeError {
  private static final long serialVersionUID = 1L;

  HashFinalizedException() {
    super("Digest already called");
  }

  @Override
  public String name() {
    return "Error";
  }

  @Override
  public String code() {
    return "ERR_CRYPTO_HASH_FINALIZED";
  }
}
