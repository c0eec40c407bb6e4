package dev.watchword.core.vault;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// A look-up secret (NIST SP 800-63B §3.1.2) that a site gave out for an account, kept beside it.
///
/// Redacted like a code: it lets somebody in.
public final class SavedRecoveryCode {

  private static final int MAX_LENGTH = 256;

  private final String code;
  private final Optional<Instant> usedAt;

  /// @param code as the site wrote it, 1 to 256 characters, trimmed
  /// @param usedAt when it was marked as used
  public SavedRecoveryCode(String code, Optional<Instant> usedAt) {
    this.code = code.strip();
    this.usedAt = Objects.requireNonNull(usedAt);
    if (this.code.isEmpty() || this.code.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("recovery code: 1 to 256 characters");
    }
  }

  public String code() {
    return code;
  }

  public Optional<Instant> usedAt() {
    return usedAt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SavedRecoveryCode that
        && code.equals(that.code)
        && usedAt.equals(that.usedAt);
  }

  @Override
  public int hashCode() {
    return usedAt.hashCode();
  }

  @Override
  public String toString() {
    return "SavedRecoveryCode[REDACTED, usedAt=" + usedAt + "]";
  }
}
