package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Erases entries for good.
final class PurgeEndpoint {

  private final ServedVault vault;

  PurgeEndpoint(ServedVault vault) {
    this.vault = vault;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route(
            "POST", "/api/v1/entries/purge", new Access.Needs(Permission.SECRETS), this::purge));
  }

  /// For good, so that only what is in the trash can go.
  private Answer purge(Exchange exchange) {
    OpenVault open = vault.open();
    try (JsonFields fields = exchange.json(Set.of("ids"))) {
      List<EntryId> ids = BatchEndpoints.ids(fields);
      if (BatchEndpoints.requireAll(open, ids).stream().anyMatch(entry -> !entry.trashed())) {
        throw new Problem(
                409,
                "not-trashed",
                "The entry is in use",
                "Only what is in the trash can be erased for good.")
            .asException();
      }
      vault.record(open, exchange, Act.PURGED, ids);
      open.purge(ids);
      return BatchEndpoints.changed(ids.size());
    }
  }
}
