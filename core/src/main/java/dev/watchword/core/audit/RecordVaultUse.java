package dev.watchword.core.audit;

import dev.watchword.core.audit.AuditEvent.Entries;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import java.lang.ref.WeakReference;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts on record what is done with the entries of an open vault: which codes were read, what was
/// changed (SECURITY AU-01, AZ-10).
///
/// The line is kept before the act: where it can't be, the act must not happen (AU-02).
/// Thread-safe.
public final class RecordVaultUse {

  /// @param trail under the key of that vault
  private record Keyed(OpenVault vault, AuditTrail trail) {}

  private final AuditLog log;
  private final InstantSource clock;
  private final String node;
  private volatile @Nullable WeakReference<Keyed> last;

  /// @param node the name of this process in the log, 1 to 64 characters
  public RecordVaultUse(AuditLog log, InstantSource clock, String node) {
    this.log = log;
    this.clock = clock;
    this.node = node;
  }

  /// Keeps a line, durably, before it returns; of more than [Entries#MOST] entries several lines.
  ///
  /// @param vault whose entries they are; its key authenticates the line
  /// @param entries nothing is kept where there are none
  /// @throws dev.watchword.core.vault.StorageException when the line can't be kept
  /// @throws dev.watchword.core.vault.VaultLockedException when the vault is locked
  public void record(OpenVault vault, Origin origin, Entries.Act act, List<EntryId> entries) {
    for (int from = 0; from < entries.size(); from += Entries.MOST) {
      List<UUID> some =
          entries.subList(from, Math.min(from + Entries.MOST, entries.size())).stream()
              .map(EntryId::value)
              .toList();
      log.append(
          trail(vault).entry(clock.instant(), origin, new Entries(vault.id().value(), act, some)));
    }
  }

  /// The trail of the vault: to derive its keys takes longer than to write a line. Nothing of it is
  /// held on to, so that a vault which was closed is forgotten (SECURITY UN-05).
  public AuditTrail trail(OpenVault vault) {
    @Nullable WeakReference<Keyed> kept = last;
    @Nullable Keyed known = kept == null ? null : kept.get();
    if (known == null || known.vault != vault) {
      try (VaultKey key = vault.verifierKey()) {
        known = new Keyed(vault, new AuditTrail(new AuditKeys(key), node));
      }
      last = new WeakReference<>(known);
    }
    return known.trail;
  }
}
