package dev.watchword.core.people;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEntry;
import java.time.Duration;
import java.util.UUID;

/// The store of tallies (a port); its manners are those of [PersonRepository].
public interface PasswordTallyRepository {

  /// The tally for a name.
  Reading<PasswordTally> find(UUID name);

  /// Stores a tally over the one that it was made from, together with the audit entry.
  ///
  /// @param expected of version 0 where none was stored
  /// @return false when that version stands no longer
  boolean replace(PasswordTally expected, PasswordTally next, AuditEntry entry);

  /// Forgets tallies that are nobody's and have not changed for so long.
  ///
  /// @return how many
  int forgetNobodys(Duration unchangedFor);
}
