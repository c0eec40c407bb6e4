package dev.watchword.adapters.storage;

import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.vault.VaultId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at the MACs of vaults' headers: one for all who ask meanwhile. Thread-safe.
final class HeaderLooks {

  private final Database database;
  private final Grouped<VaultId, Optional<SealedBytes>> together;

  HeaderLooks(Database database) {
    this.database = database;
    this.together = new Grouped<>(new Sink(database));
  }

  /// Alone where this thread is in a transaction, whose changes nobody else sees yet.
  Optional<SealedBytes> mac(VaultId vault) {
    return database.inTransaction()
        ? database.query(session -> VaultReading.headerMac(session.connection(), vault))
        : together.ask(vault);
  }

  private record Sink(Database database) implements Grouped.Sink<VaultId, Optional<SealedBytes>> {

    @Override
    public List<Optional<SealedBytes>> answers(List<VaultId> vaults) {
      return database.query(session -> {
        Map<VaultId, Optional<SealedBytes>> macs = new HashMap<>();
        for (VaultId vault : Set.copyOf(vaults)) {
          macs.put(vault, VaultReading.headerMac(session.connection(), vault));
        }
        return vaults.stream().map(macs::get).toList();
      });
    }

    @Override
    public int most() {
      return 1;
    }
  }
}
