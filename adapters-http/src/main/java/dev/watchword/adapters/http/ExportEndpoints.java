package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Transfer.Act;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.ExportBackup;
import dev.watchword.core.interchange.Loss;
import dev.watchword.core.interchange.RecordTransfer;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Moves accounts out, as another authenticator's backup: encrypted wherever the format can be,
/// plain only when that is asked for in so many words (SECURITY BK-03).
final class ExportEndpoints {

  /// Exports at a time; each derives a key and reads its own file back.
  private static final int MAX_EXPORTS = 2;

  private final ServedVault vault;
  private final ExportBackup exporter;
  private final RecordTransfer record;
  private final Semaphore exports = new Semaphore(MAX_EXPORTS);

  ExportEndpoints(ServedVault vault, ExportBackup exporter, RecordTransfer record) {
    this.vault = vault;
    this.exporter = exporter;
    this.record = record;
  }

  Stream<Route> routes() {
    Access secrets = new Access.Needs(Permission.SECRETS);
    return Stream.of(
        new Route("POST", "/api/v1/export/check", secrets, this::check),
        new Route("POST", "/api/v1/export", secrets, this::export));
  }

  private Answer check(Exchange exchange) {
    try (JsonFields fields = exchange.json(Set.of("format", "entries"))) {
      return withEntries(
          fields,
          (format, lent) -> {
            if (exporter.writable().stream().noneMatch(known -> known.id().equals(format))) {
              throw Problem.invalid("format", "no format of that name can be written")
                  .asException();
            }
            List<Loss> losses = exporter.losses(format, lent);
            return Answer.ok(json -> {
              json.writeStartObject();
              json.writeNumberField("entries", lent.size());
              json.writeArrayFieldStart("losses");
              for (Loss loss : losses) {
                json.writeStartObject();
                json.writeNumberField("position", loss.position());
                json.writeStringField("issuer", loss.label().issuer());
                json.writeStringField("account", loss.label().accountName());
                json.writeBooleanField("leftOut", loss.leftOut());
                json.writeStringField("what", loss.what());
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            });
          });
    }
  }

  private Answer export(Exchange exchange) {
    if (!exports.tryAcquire()) {
      throw Problem.busy("Other backups are being written; try again shortly.").asException();
    }
    try (JsonFields fields = exchange.json(Set.of("format", "password", "entries", "plain"))) {
      boolean plain = fields.flag("plain").orElse(false);
      Optional<BackupPassword> password = password(fields);
      try {
        if (plain && password.isPresent()) {
          throw Problem.invalid("plain", "a file has a password or is plain, not both")
              .asException();
        }
        return withEntries(
            fields,
            (format, lent) ->
                written(
                    exchange,
                    format,
                    lent,
                    HeavyWork.KEYS.run(() -> exporter.export(format, lent, password, plain)),
                    password.isPresent()));
      } finally {
        password.ifPresent(BackupPassword::close);
      }
    } finally {
      exports.release();
    }
  }

  private Answer written(
      Exchange exchange,
      String format,
      List<NewEntry> lent,
      ExportBackup.Outcome outcome,
      boolean encrypted) {
    return switch (outcome) {
      case ExportBackup.Outcome.Refused(ExportBackup.Reason reason, String sentence) ->
          throw new Problem(422, "not-exported", "Nothing was written", sentence)
              .with("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .asException();
      case ExportBackup.Outcome.Written(WrittenBackup backup, List<Loss> losses) -> {
        try (backup) {
          record.record(
              vault.open(),
              exchange.origin(),
              encrypted ? Act.EXPORTED : Act.EXPORTED_PLAIN,
              format,
              lent.size());
          long leftOut = losses.stream().filter(Loss::leftOut).count();
          ExportedFile file = ExportedFile.of(backup);
          yield new Answer(
              200,
              file.mediaType(),
              file.bytes(),
              Map.of(
                  "Content-Disposition",
                  "attachment; filename=\"" + file.name() + "\"",
                  "X-Watchword-Left-Out",
                  Long.toString(leftOut)));
        }
      }
    };
  }

  private static Optional<BackupPassword> password(JsonFields fields) {
    try {
      return fields
          .characters("password")
          .filter(characters -> characters.length > 0)
          .map(BackupPassword::of);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("password", "longer than 4,096 characters").asException();
    }
  }

  /// Lends the entries that a body names, or all: those in use, and those in the trash where the
  /// format knows of one.
  private Answer withEntries(JsonFields fields, BiFunction<String, List<NewEntry>, Answer> work) {
    OpenVault open = vault.open();
    String format = fields.text("format").orElse("");
    if (exporter.writable().stream().noneMatch(each -> each.id().equals(format))) {
      throw Problem.invalid("format", "no format of that name can be written").asException();
    }
    List<NewEntry> lent = new ArrayList<>();
    try {
      for (Entry entry : chosen(open, format, fields.texts("entries"))) {
        lent.add(lend(open, entry));
      }
      return work.apply(format, lent);
    } finally {
      lent.forEach(NewEntry::close);
    }
  }

  private List<Entry> chosen(OpenVault open, String format, Optional<List<String>> ids) {
    List<Entry> all = new ArrayList<>(open.entries());
    if (ids.isPresent() || exporter.keepsTrash(format)) {
      all.addAll(open.trash());
    }
    if (ids.isEmpty()) {
      return all;
    }
    Set<String> wanted = new HashSet<>(ids.get());
    List<Entry> chosen =
        all.stream().filter(entry -> wanted.contains(entry.id().toString())).toList();
    if (chosen.size() != wanted.size()) {
      throw Problem.notFound().asException();
    }
    return chosen;
  }

  private static NewEntry lend(OpenVault open, Entry entry) {
    EntryId id = entry.id();
    return new NewEntry(
        entry.label(),
        open.openKey(id),
        entry.tags(),
        entry.note(),
        entry.pinned(),
        entry.trashed(),
        open.icon(id),
        open.recoveryCodes(id));
  }
}
