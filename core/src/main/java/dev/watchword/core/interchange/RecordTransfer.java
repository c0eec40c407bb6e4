package dev.watchword.core.interchange;

import dev.watchword.core.audit.AuditEvent.Transfer;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.OpenVault;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/// Writes imports, exports and shown secrets into the audit log (SECURITY BK-03, AU-01).
///
/// The entry is kept before the act: where it can't be, the act must not happen. Thread-safe.
public final class RecordTransfer {

  private final AuditLog log;
  private final InstantSource clock;
  private final String node;

  /// @param node the name of this process in the log, 1 to 64 characters
  public RecordTransfer(AuditLog log, InstantSource clock, String node) {
    this.log = Objects.requireNonNull(log);
    this.clock = Objects.requireNonNull(clock);
    this.node = node;
  }

  /// Keeps an entry, durably, before it returns.
  ///
  /// @param vault whose accounts it is about; its key authenticates the entry
  /// @param entries how many are added, written or shown
  /// @throws dev.watchword.core.vault.StorageException when the entry can't be kept
  public void record(OpenVault vault, Origin origin, Transfer.Act act, String format, int entries) {
    try (VaultKey key = vault.verifierKey()) {
      log.append(
          new AuditTrail(new AuditKeys(key), node)
              .entry(
                  clock.instant(),
                  origin,
                  new Transfer(vault.id().toString(), act, format, entries)));
    }
  }

  /// As [#record], for the files of a report.
  public void record(OpenVault vault, Origin origin, Transfer.Act act, ImportReport report) {
    List<String> formats =
        report.files().stream().flatMap(file -> file.format().stream()).distinct().toList();
    int entries =
        act == Transfer.Act.IMPORTED
            ? report.added().size()
            : report.files().stream().mapToInt(file -> file.entries().size()).sum();
    record(vault, origin, act, formats.size() == 1 ? formats.getFirst() : "", entries);
  }
}
