package dev.watchword.core.session;

import dev.watchword.core.access.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a browser shows to be known again: 256 random bits as 43 characters of Base64url (RFC 4648
/// §5; SECURITY SE-01). A secret: [#toString] is redacted. Immutable.
public final class SessionToken {

  /// Characters of a token.
  public static final int LENGTH = 43;

  private static final int RANDOM_BYTES = 32;

  private final String text;

  private SessionToken(String text) {
    this.text = text;
  }

  static SessionToken random(SecureRandom random) {
    byte[] bits = new byte[RANDOM_BYTES];
    random.nextBytes(bits);
    return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /// Reads what a browser sent.
  ///
  /// @return empty when it can't be a token
  public static Optional<SessionToken> parse(String presented) {
    boolean formed =
        presented.length() == LENGTH
            && presented
                .chars()
                .allMatch(c ->
                    c >= 'A' && c <= 'Z'
                        || c >= 'a' && c <= 'z'
                        || c >= '0' && c <= '9'
                        || c == '-'
                        || c == '_');
    return formed ? Optional.of(new SessionToken(presented)) : Optional.empty();
  }

  /// The token itself, for the cookie alone.
  public String reveal() {
    return text;
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

  /// What a page has to send along with a change, so that no other site can have one made (SE-06):
  /// an HMAC-SHA-256 under the token, in Base64url. It gives nothing of the token away.
  public String antiForgery() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      byte[] value = mac.doFinal("anti-forgery".getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
    }
  }

  /// Whether that was sent along.
  public boolean isAntiForgery(String presented) {
    return MessageDigest.isEqual(
        antiForgery().getBytes(StandardCharsets.US_ASCII),
        presented.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "SessionToken[REDACTED]";
  }
}
