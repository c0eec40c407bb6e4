package dev.watchword.core.session;

import dev.watchword.core.access.Permission;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How far somebody has come in signing in, and so how far they get.
public enum SessionState {
  /// The password was right, and the second factor is awaited: nothing else is allowed.
  PASSWORD_PASSED(Duration.ofMinutes(5), EnumSet.noneOf(Permission.class)),
  /// All that the person's role allows.
  FULL(Duration.ofHours(12), EnumSet.allOf(Permission.class)),
  /// The second factor has to be set up first (SECURITY EN-09).
  ENROL_ONLY(Duration.ofHours(1), EnumSet.of(Permission.OWN_FACTOR)),
  /// Signed in by a recovery code: the factor is to be set up anew, or new codes issued (RC-10).
  RECOVERY(Duration.ofHours(1), EnumSet.of(Permission.OWN_FACTOR, Permission.OWN_RECOVERY));

  private final Duration lifetime;
  private final Set<Permission> allowed;

  SessionState(Duration lifetime, Set<Permission> allowed) {
    this.lifetime = lifetime;
    this.allowed = allowed;
  }

  /// How long a session may be in that state at the most, whatever is done in it.
  Duration lifetime() {
    return lifetime;
  }

  /// Whether it leaves room for that, where the role allows it.
  public boolean allows(Permission permission) {
    return allowed.contains(permission);
  }

  /// The name in the API and in a store: `password-passed` and so on.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The state of that name; empty for a name that is none.
  public static Optional<SessionState> named(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }
}
