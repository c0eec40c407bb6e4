package dev.watchword.adapters.http;

import dev.watchword.core.audit.RecordVaultUse;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.interchange.ExportBackup;
import dev.watchword.core.interchange.ReadBackups;
import dev.watchword.core.interchange.RecordTransfer;
import java.util.stream.Stream;

/// Puts the endpoints of the vault's side together.
final class VaultRoutes {

  private final ServerPorts ports;
  private final ImageDecoder decoder;
  private final EventStreams streams;
  private final ServedVault vault;
  private final UploadBudget uploads;

  /// @param decoder the ports' own, or one that measures it
  VaultRoutes(ServerPorts ports, ImageDecoder decoder, EventStreams streams) {
    this.ports = ports;
    this.decoder = decoder;
    this.streams = streams;
    this.uploads = new UploadBudget(ports.clock());
    this.vault =
        new ServedVault(
            ports.vault(),
            ports
                .vaultSide()
                .map(side -> new RecordVaultUse(side.auditLog(), ports.clock(), side.node())));
  }

  Stream<Route> routes() {
    PictureReading reading = new PictureReading(decoder);
    BrandIcons brands = new BrandIcons();
    EntryEndpoints entries = new EntryEndpoints(vault, new EntryJson(brands));
    return Stream.of(
            new ScanEndpoint(reading, ports.clock(), uploads).routes(),
            new ScannedEntryEndpoint(reading, vault, entries, uploads).routes(),
            entries.routes(),
            new CodeEndpoints(vault, ports.clock()).routes(),
            new BatchEndpoints(vault, ports.clock()).routes(),
            new RecoveryEndpoints(vault).routes(),
            new EventEndpoint(vault, streams).routes(),
            brands.routes(),
            ports.vaultSide().stream().flatMap(this::whereAccountsMove))
        .flatMap(each -> each);
  }

  private Stream<Route> whereAccountsMove(ServerPorts.VaultSide side) {
    ReadBackups reader = new ReadBackups(side.formats(), decoder);
    RecordTransfer record = new RecordTransfer(side.auditLog(), ports.clock(), side.node());
    ExportBackup export =
        new ExportBackup(reader, side.formats(), ports.random(), side.renderer(), ports.clock());
    return Stream.of(
            new ImportEndpoint(vault, reader, record, uploads).routes(),
            new FormatEndpoint(side.formats()).routes(),
            new IconEndpoints(vault, side.icons(), uploads).routes(),
            ports.people().isPresent()
                ? whatPersonsAloneMay(side, export, record)
                : Stream.<Route>empty())
        .flatMap(each -> each);
  }

  /// What no token allows: there is nobody to ask for it where the server has no people.
  private Stream<Route> whatPersonsAloneMay(
      ServerPorts.VaultSide side, ExportBackup export, RecordTransfer record) {
    return Stream.of(
            new ExportEndpoints(vault, export, record).routes(),
            new RevealEndpoint(vault, side.renderer()).routes(),
            new PurgeEndpoint(vault).routes(),
            new AuditEndpoints(
                    side.auditLog(), side.anchor(), vault, RowsOnRecord.of(ports), record)
                .routes())
        .flatMap(each -> each);
  }
}
