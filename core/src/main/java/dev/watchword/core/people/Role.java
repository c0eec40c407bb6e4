package dev.watchword.core.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a person is to the vault (SECURITY AZ); what each may do stands in
/// [dev.watchword.core.access.Permission].
public enum Role {
  /// Everything, people included.
  OWNER,
  /// Reads codes.
  OPERATOR,
  /// Sees which entries there are.
  VIEWER,
  /// Reads the audit log, and never a code or secret (AZ-12).
  AUDITOR;

  /// The name in the API, in a store and on a command line: `owner` and so on.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of that name; empty for a name that is none.
  public static Optional<Role> named(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /// Whether one who has this role may make somebody else `other`: nobody grants more than they
  /// have, and only owners grant at all (SECURITY AZ-05).
  public boolean mayGrant(Role other) {
    return this == OWNER;
  }
}
