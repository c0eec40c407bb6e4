package dev.watchword.core.access;

import java.util.Arrays;
import java.util.Optional;

/// One thing that a token may do; what is not listed in a token is refused (SECURITY TK-02).
///
/// No scope lets a token make tokens, export secrets, change passphrases or unlock (TK-05).
public enum TokenScope {
  /// See which entries there are, without code or secret.
  ENTRIES_READ("entries:read"),
  /// Add, change, trash and restore entries.
  ENTRIES_WRITE("entries:write"),
  /// Read the current code of an entry.
  CODES_READ("codes:read"),
  /// Read the recovery codes that are kept for an entry.
  RECOVERY_READ("recovery:read"),
  /// Keep recovery codes for an entry, and mark them as used.
  RECOVERY_WRITE("recovery:write"),
  /// Have pictures read; nothing is stored.
  SCAN("scan"),
  /// See what customers handed over, and read its codes, as far as the owner's grants go.
  CUSTODY_READ("custody:read"),
  /// Make links by which customers hand over.
  CUSTODY_LINK("custody:link"),
  /// Enrol subscribers of the token's relying party: begin, show, confirm and cancel.
  VERIFIER_ENROL("verifier:enrol"),
  /// Check one-time passwords and redeem recovery codes.
  VERIFIER_VERIFY("verifier:verify"),
  /// Look at, unlock, resynchronise and revoke factors, and issue recovery codes.
  VERIFIER_MANAGE("verifier:manage");

  private final String text;

  TokenScope(String text) {
    this.text = text;
  }

  /// Whether it is one of the verifier's side, for a relying party; else it is one of the vault's.
  public boolean ofVerifier() {
    return text.startsWith("verifier:");
  }

  /// The name in the API, in a store and on a command line: `entries:read` and so on.
  public String text() {
    return text;
  }

  /// The scope of that name; empty for a name that is none.
  public static Optional<TokenScope> named(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}
