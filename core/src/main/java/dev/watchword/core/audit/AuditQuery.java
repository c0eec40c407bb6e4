package dev.watchword.core.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Which entries of the audit log are asked for; what is empty excludes none.
///
/// @param from the first instant
/// @param to the first instant after
/// @param actor who asked for the act, in full, as [Origin#actor] has it
/// @param action an action in full, or its first words: `entry` finds `entry.code-read`
/// @param before only places in the chain before this one
/// @param limit how many at most, 1 to 1,000
public record AuditQuery(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> actor,
    Optional<String> action,
    OptionalLong before,
    int limit) {

  private static final int MOST = 1000;

  public AuditQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit: 1 to 1,000, got " + limit);
    }
    if (action.isPresent() && !action.get().matches("[a-z0-9.-]{1,100}")) {
      throw new IllegalArgumentException("action: lower-case words with dots");
    }
  }

  /// Whether an entry is one of those, the limit aside.
  public boolean matches(LinkedEntry linked) {
    AuditEntry entry = linked.entry();
    return from.map(start -> !entry.at().isBefore(start)).orElse(true)
        && to.map(end -> entry.at().isBefore(end)).orElse(true)
        && actor.map(name -> entry.origin().actor().equals(name)).orElse(true)
        && action
            .map(words -> entry.action().equals(words) || entry.action().startsWith(words + "."))
            .orElse(true)
        && (before.isEmpty() || linked.link().seq() < before.getAsLong());
  }
}
