package dev.watchword.core.matching;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Marks the attempt that a code was accepted for, so that the same submission, sent twice, is one
/// success and no failure (SECURITY TH-10).
///
/// @param value 128 bits of a SHA-256 over the purpose and the attempt's id
public record AttemptTag(UUID value) {

  private static final int MAX_ID_LENGTH = 256;

  /// @param attemptId the relying party's own name for one sign-in attempt: unguessable, never used
  ///   for two attempts, never told to anybody but the claimant's session; 1 to 256 characters
  public static AttemptTag of(Purpose purpose, String attemptId) {
    if (attemptId.isEmpty() || attemptId.length() > MAX_ID_LENGTH) {
      throw new IllegalArgumentException("attempt: 1 to 256 characters, got " + attemptId.length());
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(purpose.value().getBytes(StandardCharsets.US_ASCII));
      sha256.update((byte) 0);
      ByteBuffer hash = ByteBuffer.wrap(sha256.digest(attemptId.getBytes(StandardCharsets.UTF_8)));
      return new AttemptTag(new UUID(hash.getLong(), hash.getLong()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
