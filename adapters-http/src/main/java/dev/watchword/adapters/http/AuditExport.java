package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
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
import java.util.Map;
import java.util.concurrent.Semaphore;

/// The whole audit log as a file of JSON lines, each with its place in the chain; one at a time.
final class AuditExport {

  private static final String TYPE = "application/jsonl";

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
    exchange.knowsOnly(java.util.Set.of());
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
          "jsonl",
          (int) Math.min(end, Integer.MAX_VALUE));
      begun = true;
    } finally {
      if (!begun) {
        exports.release();
      }
    }
    return Answer.streaming(
        TYPE,
        Map.of("Content-Disposition", "attachment; filename=\"watchword-audit.jsonl\""),
        new Answer.Streaming() {
          @Override
          public void write(OutputStream out) throws IOException {
            new ReadAudit(log).<IOException>forEach(entry -> line(entry, out));
          }

          @Override
          public void close() {
            exports.release();
          }
        });
  }

  private static void line(LinkedEntry linked, OutputStream out) throws IOException {
    out.write(
        Json.write(json -> {
          json.writeStartObject();
          write(json, linked);
          json.writeStringField("previous", linked.link().previous().toString());
          json.writeStringField("mac", linked.entry().mac().toString());
          json.writeStringField("link", linked.link().mac().toString());
          json.writeEndObject();
        }));
    out.write('\n');
    ConnectionGuard.streamIsAlive();
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
