package dev.watchword.core.people;

import dev.watchword.core.throttle.Attempts;
import java.util.UUID;

/// The tally of wrong passwords for one name, somebody's or nobody's, so that both are answered
/// alike (SECURITY SE-15). It is not that of the second factor (TH-06).
///
/// @param name see [PeopleKeys]
/// @param version 0 while nothing was stored; one more at each change
public record PasswordTally(UUID name, Attempts attempts, long version) {

  static PasswordTally none(UUID name) {
    return new PasswordTally(name, Attempts.NONE, 0);
  }

  PasswordTally with(Attempts next) {
    return new PasswordTally(name, next, version + 1);
  }
}
