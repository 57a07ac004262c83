package io.eventloop.modules.crypto;

import java.util.Locale;
import java.util.Map;

/** Node's names of digests, which are OpenSSL's, and Java's. */
final class Digests {
  private static final Map<String, String> HMAC_BY_NAME =
      Map.ofEntries(
          Map.entry("md5", "HmacMD5"),
          Map.entry("sha1", "HmacSHA1"),
          Map.entry("sha224", "HmacSHA224"),
          Map.entry("sha256", "HmacSHA256"),
          Map.entry("sha384", "HmacSHA384"),
          Map.entry("sha512", "HmacSHA512"),
          Map.entry("sha512-224", "HmacSHA512/224"),
          Map.entry("sha512-256", "HmacSHA512/256"),
          Map.entry("sha3-224", "HmacSHA3-224"),
          Map.entry("sha3-256", "HmacSHA3-256"),
          Map.entry("sha3-384", "HmacSHA3-384"),
          Map.entry("sha3-512", "HmacSHA3-512"));

  private Digests() {}

  /**
   * Java's name of the HMAC with this digest. OpenSSL's spellings {@code SHA-256} and {@code
   * RSA-SHA256} mean {@code sha256}.
   *
   * @throws InvalidDigestException if there is none
   */
  static String hmacOf(String digest) {
    String name =
        digest
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^rsa-", "")
            .replaceFirst("^sha-(?=[1-9])", "sha");
    String hmac = HMAC_BY_NAME.get(name);
    if (hmac == null) {
      throw new InvalidDigestException(digest);
    }
    return hmac;
  }
}
