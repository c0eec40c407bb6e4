package dev.watchword.core.access;

import dev.watchword.core.secret.Base32;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// A bearer token as it is handed out and presented: `wwt_`, then 58 characters of Base32 (RFC 4648
/// §6) over 256 random bits and a CRC-32 of prefix and bits (SECURITY TK-01).
///
/// The prefix lets scanners of leaked secrets find it; the checksum tells a mistyped token from an
/// unknown one without a look into any store. A secret: [#toString] is redacted. Immutable.
public final class TokenText {

  /// What every token starts with.
  public static final String PREFIX = "wwt_";

  private static final int RANDOM_BYTES = 32;
  private static final int CHECKED_BYTES = RANDOM_BYTES + Integer.BYTES;
  private static final int BODY_LENGTH = 58;

  private final String text;

  private TokenText(String text) {
    this.text = text;
  }

  static TokenText random(SecureRandom random) {
    byte[] bits = new byte[RANDOM_BYTES];
    random.nextBytes(bits);
    byte[] checked = ByteBuffer.allocate(CHECKED_BYTES).put(bits).putInt(crc(bits)).array();
    try {
      return new TokenText(PREFIX + Base32.encode(checked));
    } finally {
      Arrays.fill(bits, (byte) 0);
      Arrays.fill(checked, (byte) 0);
    }
  }

  /// Reads a token and checks its form and its checksum.
  ///
  /// @param presented anything; compared as it stands, so that a token has one spelling
  /// @return empty when it is no token, or a mistyped one
  public static Optional<TokenText> parse(String presented) {
    if (presented.length() != PREFIX.length() + BODY_LENGTH || !presented.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String body = presented.substring(PREFIX.length());
    if (!body.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '2' && c <= '7')) {
      return Optional.empty();
    }
    byte[] checked = Base32.decode(body);
    try {
      byte[] bits = Arrays.copyOf(checked, RANDOM_BYTES);
      boolean whole =
          checked.length == CHECKED_BYTES
              && ByteBuffer.wrap(checked, RANDOM_BYTES, Integer.BYTES).getInt() == crc(bits)
              && Base32.encode(checked).equals(body);
      Arrays.fill(bits, (byte) 0);
      return whole ? Optional.of(new TokenText(presented)) : Optional.empty();
    } finally {
      Arrays.fill(checked, (byte) 0);
    }
  }

  private static int crc(byte[] bits) {
    CRC32 crc = new CRC32();
    crc.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
    crc.update(bits);
    return (int) crc.getValue();
  }

  /// The token itself: the one way to its characters. Shown once, never kept.
  public String reveal() {
    return text;
  }

  /// What may be shown of it later: the prefix and the last four characters.
  public String hint() {
    return PREFIX + "…" + text.substring(text.length() - 4);
  }

  /// What is kept in its place.
  public TokenHash hash() {
    try {
      return TokenHash.copyOf(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "TokenText[REDACTED]";
  }
}
