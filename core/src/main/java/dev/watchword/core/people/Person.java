package dev.watchword.core.people;

import dev.watchword.core.account.PlainName;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Account.Act;
import java.time.Instant;
import java.util.Optional;

/// Somebody who may use this server, or is invited to. Immutable: each change makes the next
/// version.
///
/// @param displayName as others see it; 1 to 64 code points without control or invisible characters
/// @param password empty while only invited
/// @param invite stands until it is taken or replaced, also when it has expired
/// @param createdAt in whole milliseconds
/// @param version one more at each change; a change is stored only over the version that it was
///   made from
public record Person(
    PersonId id,
    PersonName name,
    String displayName,
    Role role,
    Standing standing,
    Optional<PasswordHash> password,
    Optional<Invite> invite,
    Preferences preferences,
    Instant createdAt,
    long version) {

  public Person {
    PlainName.checked("displayName", displayName, PersonName.MAX_CODE_POINTS);
    if (createdAt.getNano() % 1_000_000 != 0) {
      throw new IllegalArgumentException("createdAt: whole milliseconds, got " + createdAt);
    }
  }

  static Person owner(
      PersonId id, PersonName name, String displayName, PasswordHash password, Instant now) {
    return withPassword(id, name, displayName, Role.OWNER, false, password, now);
  }

  static Person joining(
      PersonId id,
      PersonName name,
      String displayName,
      Role role,
      PasswordHash password,
      Instant now) {
    return withPassword(id, name, displayName, role, true, password, now);
  }

  private static Person withPassword(
      PersonId id,
      PersonName name,
      String displayName,
      Role role,
      boolean mustEnrol,
      PasswordHash password,
      Instant now) {
    return new Person(
        id,
        name,
        displayName,
        role,
        new Standing(false, mustEnrol, Optional.of(now), 0),
        Optional.of(password),
        Optional.empty(),
        Preferences.NONE,
        now,
        1);
  }

  static Person invited(
      PersonId id, PersonName name, String displayName, Role role, Invite invite, Instant now) {
    return new Person(
        id,
        name,
        displayName,
        role,
        new Standing(false, true, Optional.empty(), 0),
        Optional.empty(),
        Optional.of(invite),
        Preferences.NONE,
        now,
        1);
  }

  public boolean disabled() {
    return standing.disabled();
  }

  /// Whether they have any right at all: joined, and not shut out.
  public boolean counts() {
    return standing.joinedAt().isPresent() && !standing.disabled();
  }

  /// Whether any proof lets them in: nothing does while they are to take an invite.
  public boolean maySignIn() {
    return counts() && invite.isEmpty();
  }

  /// Whether they are one of those of whom one has to stay (SECURITY AZ-06).
  public boolean isOwner() {
    return role == Role.OWNER && counts();
  }

  /// The hash to hold a password against; empty while no password lets them in.
  Optional<PasswordHash> usablePassword() {
    return maySignIn() ? password : Optional.empty();
  }

  /// What was done to the account, of which this is the state afterwards.
  AuditEvent audit(Act act) {
    return new AuditEvent.Account(id.value(), act, role.text(), version);
  }

  Person withRole(Role next) {
    return next(displayName, next, standing.withoutSessions(), password, invite, preferences);
  }

  Person withDisabled(boolean yes) {
    Standing next = standing.withDisabled(yes).withoutSessions();
    return next(displayName, role, next, password, invite, preferences);
  }

  Person withProfile(String newDisplayName, Preferences newPreferences) {
    return next(newDisplayName, role, standing, password, invite, newPreferences);
  }

  /// After a change of password: every session ends.
  Person withPassword(PasswordHash fresh) {
    Standing next = standing.withoutSessions();
    return next(displayName, role, next, Optional.of(fresh), invite, preferences);
  }

  /// After the invite was taken.
  Person joined(PasswordHash fresh, Instant at) {
    Standing next = standing.joinedBy(at).withoutSessions();
    return next(displayName, role, next, Optional.of(fresh), Optional.empty(), preferences);
  }

  /// Invited again; neither password nor session counts until that is taken.
  Person resetBy(Invite fresh) {
    Standing next = standing.withMustEnrol().withoutSessions();
    return next(displayName, role, next, password, Optional.of(fresh), preferences);
  }

  /// With every session ended.
  Person signedOut() {
    return next(displayName, role, standing.withoutSessions(), password, invite, preferences);
  }

  private Person next(
      String newDisplayName,
      Role newRole,
      Standing newStanding,
      Optional<PasswordHash> newPassword,
      Optional<Invite> newInvite,
      Preferences newPreferences) {
    return new Person(
        id,
        name,
        newDisplayName,
        newRole,
        newStanding,
        newPassword,
        newInvite,
        newPreferences,
        createdAt,
        version + 1);
  }
}
