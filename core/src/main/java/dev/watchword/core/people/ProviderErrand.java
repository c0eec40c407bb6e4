package dev.watchword.core.people;

import java.time.Duration;

/// What somebody goes to an [IdentityProvider] for; a state that was drawn for one answers no
/// other.
public enum ProviderErrand {
  /// To sign in.
  SIGN_IN,
  /// To link the account there with theirs here.
  LINK;

  /// How long somebody may stay there.
  public static final Duration TIME = Duration.ofMinutes(10);
}
