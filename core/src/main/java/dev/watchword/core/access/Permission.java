package dev.watchword.core.access;

import static dev.watchword.core.people.Role.AUDITOR;
import static dev.watchword.core.people.Role.OPERATOR;
import static dev.watchword.core.people.Role.OWNER;
import static dev.watchword.core.people.Role.VIEWER;

import dev.watchword.core.people.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One thing that may be done here, and by whom (SECURITY AZ): the one table of who may do what.
public enum Permission {
  /// See which entries there are, without code or secret.
  SEE_ENTRIES(Proof.NONE, TokenScope.ENTRIES_READ, OWNER, OPERATOR, VIEWER),
  /// Read the current code of an entry.
  READ_CODES(Proof.NONE, TokenScope.CODES_READ, OWNER, OPERATOR),
  /// Add, change, trash and restore entries.
  CHANGE_ENTRIES(Proof.NONE, TokenScope.ENTRIES_WRITE, OWNER),
  /// Read the recovery codes that are kept for an entry.
  READ_RECOVERY(Proof.NONE, TokenScope.RECOVERY_READ, OWNER),
  /// Keep recovery codes for an entry, and mark them as used.
  CHANGE_RECOVERY(Proof.NONE, TokenScope.RECOVERY_WRITE, OWNER),
  /// Have pictures read; nothing is stored.
  SCAN(Proof.NONE, TokenScope.SCAN, OWNER, OPERATOR, VIEWER),
  /// See or export secrets: the QR code again, the URI, an export; erase for good.
  SECRETS(Proof.FRESH, OWNER),
  /// Read codes of what customers handed over, as far as grants go.
  CUSTODY_WORK(Proof.NONE, TokenScope.CUSTODY_READ, OWNER, OPERATOR),
  /// Make links by which customers hand over.
  CUSTODY_LINKS(Proof.NONE, TokenScope.CUSTODY_LINK, OWNER, OPERATOR),
  /// See grants, teams, webhooks, and what was done with what is held; no codes.
  SEE_CUSTODY(Proof.NONE, OWNER, AUDITOR),
  /// Change grants, teams and webhooks; end what is held.
  CHANGE_CUSTODY(Proof.FRESH, OWNER),
  /// See who there is.
  SEE_PEOPLE(Proof.NONE, OWNER),
  /// Invite, change, reset and remove people.
  CHANGE_PEOPLE(Proof.FRESH, OWNER),
  /// Read the whole audit log.
  READ_AUDIT(Proof.NONE, OWNER, AUDITOR),
  /// Read what the audit log says of oneself.
  READ_OWN_AUDIT(Proof.NONE, OWNER, AUDITOR, OPERATOR),
  /// Lock the vault.
  LOCK(Proof.NONE, OWNER),
  /// See and change one's own account, short of what the others name.
  SELF(Proof.NONE, OWNER, OPERATOR, VIEWER, AUDITOR),
  /// Change what one signs in with, beyond what asks for its proofs itself.
  SELF_FRESH(Proof.FRESH, OWNER, OPERATOR, VIEWER, AUDITOR),
  /// Set up, replace or remove one's own factor; the act itself asks for its proofs (EN-01, EN-08).
  OWN_FACTOR(Proof.NONE, OWNER, OPERATOR, VIEWER, AUDITOR),
  /// Have new recovery codes for one's own factor; the act itself asks for its proofs.
  OWN_RECOVERY(Proof.NONE, OWNER, OPERATOR, VIEWER, AUDITOR),
  /// Add and remove one's own passkeys.
  PASSKEYS(Proof.FRESH_WITH_FACTOR, OWNER, OPERATOR, VIEWER, AUDITOR),
  /// Make API tokens (TK-05).
  TOKENS(Proof.FRESH_WITH_FACTOR, OWNER, OPERATOR, VIEWER);

  /// How lately a session must have been proved.
  public enum Proof {
    /// At sign-in is enough.
    NONE,
    /// Within five minutes, by the password, and by the factor where there is one (AZ-08).
    FRESH,
    /// The same, and there has to be a factor.
    FRESH_WITH_FACTOR
  }

  private final Proof proof;
  private final Optional<TokenScope> scope;
  private final Set<Role> roles;

  Permission(Proof proof, Role... roles) {
    this(proof, Optional.empty(), roles);
  }

  Permission(Proof proof, TokenScope scope, Role... roles) {
    this(proof, Optional.of(scope), roles);
  }

  Permission(Proof proof, Optional<TokenScope> scope, Role... roles) {
    this.proof = proof;
    this.scope = scope;
    this.roles = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(roles)));
  }

  /// How lately a session must have been proved for it.
  public Proof proof() {
    return proof;
  }

  /// The scope by which an API token has it; empty where no token ever has.
  public Optional<TokenScope> scope() {
    return scope;
  }

  /// Whether people of that role have it.
  public boolean isOf(Role role) {
    return roles.contains(role);
  }

  /// The name in the API: `see-entries` and so on.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return text();
  }

  /// The scopes that a token of somebody of that role may use at the most.
  public static Set<TokenScope> scopesOf(Role role) {
    return Arrays.stream(values())
        .filter(permission -> permission.isOf(role))
        .flatMap(permission -> permission.scope.stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenScope.class)));
  }
}
