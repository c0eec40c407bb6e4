package dev.watchword.core.people;

import java.time.Duration;

/// What a challenge is for; one that was drawn for something answers nothing else.
public enum PasskeyCeremony {
  /// A new passkey.
  REGISTER,
  /// To sign in by a passkey alone.
  SIGN_IN,
  /// The second step after a password.
  SECOND_STEP,
  /// To prove once more who one is.
  STEP_UP;

  /// How long somebody has to answer.
  public static final Duration TIME = Duration.ofMinutes(5);
}
