package dev.watchword.core.custody;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.secret.Base32;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// What a customer's secret link carries behind its `#`: a prefix, then 58 characters of Base32
/// over 256 random bits and a CRC-32 of prefix and bits, as API tokens have it. Only its SHA-256 is
/// kept. A secret: [#toString] is redacted. Immutable.
public final class CustodyToken {

  /// What opens an upload link.
  public static final String LINK = "wwl_";

  /// What opens a receipt.
  public static final String RECEIPT = "wwr_";

  private static final int RANDOM_BYTES = 32;
  private static final int BODY_LENGTH = 58;

  private final String text;

  private CustodyToken(String text) {
    this.text = text;
  }

  static CustodyToken random(String prefix, SecureRandom random) {
    byte[] bits = new byte[RANDOM_BYTES];
    random.nextBytes(bits);
    return new CustodyToken(prefix + Base32.encode(checked(prefix, bits)));
  }

  /// @param presented anything
  /// @return empty when it is none with that prefix, or a mistyped one: then no store is asked
  static Optional<CustodyToken> parse(String prefix, String presented) {
    if (presented.length() != prefix.length() + BODY_LENGTH || !presented.startsWith(prefix)) {
      return Optional.empty();
    }
    String body = presented.substring(prefix.length());
    if (!body.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '2' && c <= '7')) {
      return Optional.empty();
    }
    byte[] bits = Arrays.copyOf(Base32.decode(body), RANDOM_BYTES);
    return Base32.encode(checked(prefix, bits)).equals(body)
        ? Optional.of(new CustodyToken(presented))
        : Optional.empty();
  }

  private static byte[] checked(String prefix, byte[] bits) {
    CRC32 crc = new CRC32();
    crc.update(prefix.getBytes(StandardCharsets.US_ASCII));
    crc.update(bits);
    return ByteBuffer.allocate(RANDOM_BYTES + 4).put(bits).putInt((int) crc.getValue()).array();
  }

  /// The token itself: the one way to its characters. Shown once, never kept.
  public String reveal() {
    return text;
  }

  TokenHash hash() {
    try {
      return TokenHash.copyOf(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "CustodyToken[REDACTED]";
  }
}
