package dev.watchword.core.people;

import java.time.Instant;
import java.util.Locale;

/// Something happened to a person's account that they are to hear of, whoever did it (SECURITY
/// EN-13).
///
/// @param at the store's time, in whole milliseconds
/// @param source where it was asked for: a network address or `cli`; at most 128 characters
/// @param seen whether they said that they read it
public record Notice(PersonId person, Instant at, Kind kind, String source, boolean seen) {

  /// What happened.
  public enum Kind {
    FACTOR_ADDED,
    FACTOR_REPLACED,
    FACTOR_REMOVED,
    FACTOR_RESET,
    RECOVERY_CODE_USED,
    RECOVERY_CODES_ISSUED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    PROVIDER_LINKED,
    PROVIDER_UNLINKED,
    PASSWORD_CHANGED,
    ROLE_CHANGED,
    DISABLED,
    ENABLED,
    SIGNED_OUT_BY_OWNER,
    TOKEN_MADE;

    /// The name in the API and in a store: `factor-added` and so on.
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The kind of that name.
    ///
    /// @throws IllegalArgumentException for a name that is none
    public static Kind named(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
