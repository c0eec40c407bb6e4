package dev.watchword.core.seal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether a new passphrase will do (NIST SP 800-63B §3.1.1.2): long enough, and not one that
/// everybody tries; nothing about its characters. Thread-safe.
public final class PassphrasePolicy {

  /// The least length of a passphrase that stands alone, in code points.
  public static final int ALONE = 15;

  /// The least length of a password that a second factor stands beside, in code points.
  public static final int WITH_MFA = 8;

  private final int minimum;
  private final Predicate<String> common;

  /// @param minimum [#ALONE] or [#WITH_MFA]
  /// @param common answers whether a lower-case text is among the commonest passwords
  public PassphrasePolicy(int minimum, Predicate<String> common) {
    this.minimum = minimum;
    this.common = common;
  }

  /// @return a sentence that says what is wrong, or empty when it will do
  public Optional<String> objection(Passphrase passphrase) {
    if (passphrase.codePoints() < minimum) {
      return Optional.of(
          "That passphrase is too short: use at least %d characters, for example four or five random words."
              .formatted(minimum));
    }
    boolean known =
        passphrase.expose(
            utf8 -> common.test(new String(utf8, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)));
    return known
        ? Optional.of("That passphrase is one of the commonest; choose another.")
        : Optional.empty();
  }
}
