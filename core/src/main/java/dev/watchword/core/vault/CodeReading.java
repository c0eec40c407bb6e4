package dev.watchword.core.vault;

import dev.watchword.core.otp.OneTimePassword;

/// What came of asking for an entry's code.
public sealed interface CodeReading {

  /// The entry that was asked about.
  EntryId id();

  /// A time-based code, and the one after it.
  record Read(EntryId id, OneTimePassword current, OneTimePassword next) implements CodeReading {}

  /// There is none to be had by looking.
  record None(EntryId id, Reason reason) implements CodeReading {}

  /// Why there is none.
  enum Reason {
    NO_SUCH_ENTRY,
    /// Each code of a counter-based entry is handed out once; see [OpenVault#code].
    COUNTER_BASED,
    PIN_MISSING,
    /// The secret was changed outside of Watchword.
    DAMAGED
  }
}
