package dev.watchword.core.people;

import java.time.Instant;

/// A person's account at an [IdentityProvider], by which they sign in in the place of their
/// password. Nobody has two, and none is two people's.
///
/// @param issuer the provider, to the character; 1 to 255 characters
/// @param subject the provider's name for the person: 1 to 255 characters of ASCII (OpenID Connect
///   Core 1.0 §2)
/// @param linkedAt the store's time, in whole milliseconds
public record ProviderAccount(PersonId person, String issuer, String subject, Instant linkedAt) {

  private static final int LONGEST = 255;

  public ProviderAccount {
    if (!isSubject(subject)) {
      throw new IllegalArgumentException("subject: 1 to 255 printable characters of ASCII");
    }
    if (issuer.isEmpty() || issuer.length() > LONGEST) {
      throw new IllegalArgumentException("issuer: 1 to 255 characters, got " + issuer.length());
    }
  }

  /// Whether a provider may call somebody so.
  public static boolean isSubject(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
