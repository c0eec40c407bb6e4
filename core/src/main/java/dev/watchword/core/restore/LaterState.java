package dev.watchword.core.restore;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.people.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// How factors and people stood in the end, by what was heard of them. Not thread-safe.
final class LaterState {

  private final Map<Subscriber, Optional<UUID>> factors = new LinkedHashMap<>();
  private final Map<UUID, Account> accounts = new LinkedHashMap<>();

  /// What was heard of somebody's account.
  ///
  /// @param reset whether its credentials were taken away at any time
  /// @param role the last that was given
  record Account(boolean removed, boolean disabled, boolean reset, Optional<Role> role) {

    static final Account AS_IT_WAS = new Account(false, false, false, Optional.empty());

    private Account after(AuditEntry entry) {
      return switch (entry.action()) {
        case "account.removed" -> new Account(true, disabled, reset, role);
        case "account.disabled" -> new Account(removed, true, reset, role);
        case "account.enabled" -> new Account(removed, false, reset, role);
        case "account.reset" -> new Account(removed, disabled, true, role);
        case "account.role-changed" ->
            new Account(removed, disabled, reset, entry.word("role").flatMap(Role::named));
        default -> this;
      };
    }

    private Account withReset() {
      return new Account(removed, disabled, true, role);
    }
  }

  static LaterState of(List<AuditEntry> entries) {
    LaterState state = new LaterState();
    entries.forEach(state::hear);
    return state;
  }

  private void hear(AuditEntry entry) {
    switch (entry.action()) {
      case "enrolment.confirmed", "enrolment.confirmed-in-place-of-another" ->
          factors.put(Subscriber.parse(entry.subject()), entry.id("enrolment"));
      case "enrolment.revoked" -> factors.put(Subscriber.parse(entry.subject()), Optional.empty());
      default ->
          entry
              .subject("person")
              .ifPresent(id ->
                  accounts.put(id, accounts.getOrDefault(id, Account.AS_IT_WAS).after(entry)));
    }
  }

  /// The factors that were heard of: each subscriber's last; empty where it was revoked.
  Map<Subscriber, Optional<UUID>> factors() {
    return factors;
  }

  /// Takes note that somebody's own factor is another by now, or none.
  void lostTheirFactor(UUID person) {
    accounts.put(person, accounts.getOrDefault(person, Account.AS_IT_WAS).withReset());
  }

  Map<UUID, Account> accounts() {
    return accounts;
  }
}
