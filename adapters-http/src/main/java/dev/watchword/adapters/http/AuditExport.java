package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.audit.AuditCsv;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent.Transfer;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.ReadAudit;
import dev.watchword.core.interchange.RecordTransfer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// The whole audit log as a file, each entry with its place in the chain; one at a time.
final class AuditExport {

  /// How the file is written.
  private enum Format {
    JSONL("application/jsonl"),
    CSV("text/csv; charset=utf-8; header=present");

    final String type;

    Format(String type) {
      this.type = type;
    }

    static Format of(Exchange exchange) {
      return switch (exchange.query("format").orElse("jsonl")) {
        case "jsonl" -> JSONL;
        case "csv" -> CSV;
        default -> throw Problem.invalid("format", "jsonl or csv is wanted").asException();
      };
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final AuditLog log;
  private final ServedVault vault;
  private final RecordTransfer record;
  private final Semaphore exports = new Semaphore(1);

  AuditExport(AuditLog log, ServedVault vault, RecordTransfer record) {
    this.log = log;
    this.vault = vault;
    this.record = record;
  }

  Answer export(Exchange exchange) {
    exchange.knowsOnly(Set.of("format"));
    Format format = Format.of(exchange);
    if (!exports.tryAcquire()) {
      throw Problem.busy("The log is being written already.").asException();
    }
    boolean begun = false;
    try {
      vault.trail().ifPresent(trail -> new LinkAudit(log, trail).link());
      long end = log.head().map(AuditLink::seq).orElse(0L);
      record.record(
          vault.open(),
          exchange.origin(),
          Transfer.Act.AUDIT_EXPORTED,
          format.text(),
          (int) Math.min(end, Integer.MAX_VALUE));
      begun = true;
    } finally {
      if (!begun) {
        exports.release();
      }
    }
    return Answer.streaming(
        format.type,
        Map.of(
            "Content-Disposition",
            "attachment; filename=\"watchword-audit.%s\"".formatted(format.text())),
        new Answer.Streaming() {
          @Override
          public void write(OutputStream out) throws IOException {
            if (format == Format.CSV) {
              out.write(utf8(AuditCsv.HEADER));
            }
            new ReadAudit(log)
                .<IOException>forEach(entry -> {
                  out.write(format == Format.CSV ? utf8(AuditCsv.line(entry)) : line(entry));
                  ConnectionGuard.streamIsAlive();
                });
          }

          @Override
          public void close() {
            exports.release();
          }
        });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] line(LinkedEntry linked) {
    byte[] object =
        Json.write(json -> {
          json.writeStartObject();
          write(json, linked);
          json.writeStringField("previous", linked.link().previous().toString());
          json.writeStringField("mac", linked.entry().mac().toString());
          json.writeStringField("link", linked.link().mac().toString());
          json.writeEndObject();
        });
    byte[] line = Arrays.copyOf(object, object.length + 1);
    line[object.length] = '\n';
    return line;
  }

  /// The members of an entry, within an object.
  static void write(JsonGenerator json, LinkedEntry linked) throws IOException {
    AuditEntry entry = linked.entry();
    json.writeNumberField("seq", linked.link().seq());
    json.writeStringField("at", entry.at().toString());
    json.writeStringField("actor", entry.origin().actor());
    json.writeStringField("source", entry.origin().source());
    json.writeStringField("requestId", entry.origin().requestId());
    json.writeStringField("node", entry.node());
    json.writeStringField("event", entry.action());
    json.writeStringField("subject", entry.subject());
    json.writeStringField("detail", entry.details());
  }
}
