package dev.watchword.core.people;

import dev.watchword.core.recovery.RecoveryCode;
import java.security.SecureRandom;

/// The code of an invite: 120 random bits, read and written like a recovery code. Redacted;
/// [#close] wipes it.
public final class InviteCode implements AutoCloseable {

  private final RecoveryCode code;

  private InviteCode(RecoveryCode code) {
    this.code = code;
  }

  static InviteCode random(SecureRandom random) {
    return new InviteCode(RecoveryCode.random(random));
  }

  /// Reads what was typed, in any spelling; never refuses.
  public static InviteCode ofTyped(String typed) {
    return new InviteCode(RecoveryCode.ofTyped(typed));
  }

  /// The code as it is shown, once: six groups of four with hyphens.
  public String reveal() {
    return code.reveal();
  }

  byte[] canonicalBytes() {
    return code.canonicalBytes();
  }

  @Override
  public void close() {
    code.close();
  }

  @Override
  public String toString() {
    return "InviteCode[REDACTED]";
  }
}
