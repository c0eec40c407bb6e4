package dev.watchword.adapters.http;

import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.RecordVaultUse;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultLockedException;
import java.util.List;
import java.util.Optional;

/// The vault as endpoints work with it: open, and with what is done to it on record first (SECURITY
/// AU-01, AU-02).
final class ServedVault {

  /// Entries of one vault that come in over HTTP, those in the trash too (UP-10).
  static final int MAX_ENTRIES = 10_000;

  private final CurrentVault vault;
  private final Optional<RecordVaultUse> record;

  /// @param record empty where a program that embeds the server keeps no audit log
  ServedVault(CurrentVault vault, Optional<RecordVaultUse> record) {
    this.vault = vault;
    this.record = record;
  }

  /// @throws VaultLockedException while it is locked
  OpenVault open() {
    return vault.vault().orElseThrow(VaultLockedException::new);
  }

  /// Whether it is open now.
  boolean isOpen() {
    return vault.vault().isPresent();
  }

  /// Puts an act on record, before it is done.
  void record(OpenVault open, Exchange exchange, Act act, List<EntryId> entries) {
    record.ifPresent(log -> log.record(open, exchange.origin(), act, entries));
  }

  void record(OpenVault open, Exchange exchange, Act act, EntryId entry) {
    record(open, exchange, act, List.of(entry));
  }

  /// What makes lines for the audit log; empty where none is kept.
  Optional<AuditTrail> trail() {
    return record.map(log -> log.trail(open()));
  }

  /// Refuses more entries than a vault may have here.
  ///
  /// @throws ProblemException when `more` would be too many
  static void checkRoom(OpenVault open, int more) {
    if (open.entries().size() + open.trash().size() + more > MAX_ENTRIES) {
      throw new Problem(
              409,
              "vault-full",
              "The vault is full",
              "A vault takes 10,000 entries over the network, those in the trash included.")
          .asException();
    }
  }
}
