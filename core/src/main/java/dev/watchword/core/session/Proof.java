package dev.watchword.core.session;

import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.seal.Passphrase;
import java.util.Optional;

/// What somebody who is signed in gives to prove once more that they are the one. Holds secrets,
/// which stay the caller's to close.
///
/// @param password always
/// @param code of their factor, where they have one
/// @param recoveryCode in its place
public record Proof(
    Passphrase password, Optional<SubmittedCode> code, Optional<RecoveryCode> recoveryCode) {

  /// A password alone.
  public static Proof of(Passphrase password) {
    return new Proof(password, Optional.empty(), Optional.empty());
  }

  /// A password and a code.
  public static Proof of(Passphrase password, SubmittedCode code) {
    return new Proof(password, Optional.of(code), Optional.empty());
  }
}
