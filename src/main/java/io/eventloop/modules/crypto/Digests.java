package io.eventloop.modules.crypto;

import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Node's names of digests, which are OpenSSL's, and Java's. */
final class Digests {
  private static final Map<String, String> ALGORITHM_BY_NAME =
      Map.ofEntries(
          Map.entry("md5", "MD5"),
          Map.entry("sha1", "SHA-1"),
          Map.entry("sha224", "SHA-224"),
          Map.entry("sha256", "SHA-256"),
          Map.entry("sha384", "SHA-384"),
          Map.entry("sha512", "SHA-512"),
          Map.entry("sha512-224", "SHA-512/224"),
          Map.entry("sha512-256", "SHA-512/256"),
          Map.entry("sha3-224", "SHA3-224"),
          Map.entry("sha3-256", "SHA3-256"),
          Map.entry("sha3-384", "SHA3-384"),
          Map.entry("sha3-512", "SHA3-512"));

  private Digests() {}

  /**
   * Java's name of a digest. OpenSSL's spellings {@code SHA-256}, {@code SHA2-256}, {@code
   * RSA-SHA256} and {@code sha256WithRSAEncryption} mean {@code sha256}.
   *
   * @return null if there is none
   */
  static @Nullable String find(String digest) {
    String known = ALGORITHM_BY_NAME.get(digest);
    return known != null ? known : ALGORITHM_BY_NAME.get(plain(digest));
  }

  private static String plain(String digest) {
    return digest
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^(rsa|ssl3)-", "")
        .replaceFirst("withrsaencryption$", "")
        .replaceFirst("^sha2?-(?=1$|224|256|384|512)", "sha")
        .replace('/', '-');
  }

  /**
   * Java's name of a digest.
   *
   * @throws InvalidDigestException if there is none
   */
  static String of(String digest) {
    String algorithm = find(digest);
    if (algorithm == null) {
      throw new InvalidDigestException(digest);
    }
    return algorithm;
  }

  /**
   * Java's name of the HMAC with this digest.
   *
   * @throws InvalidDigestException if there is none
   */
  static String hmacOf(String digest) {
    return "Hmac" + withinName(of(digest));
  }

  /**
   * A digest as it stands within the name of a signature or of an HMAC: {@code SHA256}.
   *
   * @param algorithm Java's name
   */
  static String withinName(String algorithm) {
    return algorithm.replaceFirst("^SHA-", "SHA");
  }

  /** A digest that is in the table, and which this JVM was made without. */
  static IllegalStateException missing(NoSuchAlgorithmException cause) {
    return new IllegalStateException("no provider of this JVM has it", cause);
  }
}
