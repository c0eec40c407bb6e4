package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.interchange.FileReading;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.ImportReport;
import dev.watchword.core.interchange.ImportReportJson;
import dev.watchword.core.interchange.ReadBackups;
import dev.watchword.core.interchange.RecordTransfer;
import dev.watchword.core.interchange.SortImport;
import dev.watchword.core.vault.OpenVault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// Moves accounts into the open vault from the backups of other programs. The report never shows a
/// secret, and nothing raises the limits of key derivations here (SECURITY IM-04).
final class ImportEndpoint {

  /// Imports at a time; each may hold a body of the largest size.
  private static final int MAX_IMPORTS = 2;

  private final ServedVault vault;
  private final ReadBackups reader;
  private final RecordTransfer record;
  private final UploadBudget uploads;
  private final Semaphore imports = new Semaphore(MAX_IMPORTS);

  ImportEndpoint(
      ServedVault vault, ReadBackups reader, RecordTransfer record, UploadBudget uploads) {
    this.vault = vault;
    this.reader = reader;
    this.record = record;
    this.uploads = uploads;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route(
            "POST", "/api/v1/import", new Access.Needs(Permission.CHANGE_ENTRIES), this::accounts));
  }

  private Answer accounts(Exchange exchange) {
    exchange.knowsOnly(Set.of("dryRun", "format"));
    boolean dryRun =
        switch (exchange.query("dryRun").orElse("false")) {
          case "true" -> true;
          case "false" -> false;
          default -> throw Problem.invalid("dryRun", "true or false is wanted").asException();
        };
    OpenVault open = vault.open();
    uploads.spend(exchange);
    if (!imports.tryAcquire()) {
      throw Problem.busy("Other backups are being read; try again shortly.").asException();
    }
    try (ImportUpload upload = ImportUpload.read(exchange)) {
      List<FileReading> readings = read(upload, exchange.query("format"));
      try (ImportReport report = SortImport.into(open, readings)) {
        if (!dryRun && !report.added().isEmpty()) {
          ServedVault.checkRoom(open, report.added().size());
          record.record(open, exchange.origin(), AuditEvent.Transfer.Act.IMPORTED, report);
          open.add(report.added());
        }
        return new Answer(
            200,
            Answer.JSON,
            ImportReportJson.write(report, false).getBytes(StandardCharsets.UTF_8),
            Map.of());
      } finally {
        readings.forEach(FileReading::close);
      }
    } finally {
      imports.release();
    }
  }

  private List<FileReading> read(ImportUpload upload, Optional<String> format) {
    try {
      return HeavyWork.KEYS.run(() ->
          reader.read(
              upload.files(), format, ImportLimits.STANDARD, upload.passwords(), upload.keyFile()));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("format", "no format is called so").asException();
    }
  }
}
