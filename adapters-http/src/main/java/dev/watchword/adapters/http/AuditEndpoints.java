package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditQuery;
import dev.watchword.core.audit.AuditReport;
import dev.watchword.core.audit.CheckpointSink;
import dev.watchword.core.audit.Contradiction;
import dev.watchword.core.audit.FindContradictions;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.VerifyAudit;
import dev.watchword.core.interchange.RecordTransfer;
import dev.watchword.core.seal.VaultKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// Reads and verifies the audit log. Who may read no more than what they did themselves is shown
/// that, whatever they ask for (SECURITY AZ).
final class AuditEndpoints {

  private static final int MAX_PAGE = 500;
  private static final int MAX_FINDINGS = 100;

  private final AuditLog log;
  private final CheckpointSink anchor;
  private final ServedVault vault;
  private final RowsOnRecord rows;
  private final AuditExport export;
  private final Semaphore verifications = new Semaphore(1);

  AuditEndpoints(
      AuditLog log,
      CheckpointSink anchor,
      ServedVault vault,
      RowsOnRecord rows,
      RecordTransfer record) {
    this.export = new AuditExport(log, vault, record);
    this.log = log;
    this.anchor = anchor;
    this.vault = vault;
    this.rows = rows;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route("GET", "/api/v1/audit", new Access.Needs(Permission.READ_OWN_AUDIT), this::page),
        new Route(
            "GET", "/api/v1/audit/export", new Access.Needs(Permission.READ_AUDIT), export::export),
        new Route(
            "GET",
            "/api/v1/audit/verify",
            new Access.Needs(Permission.READ_AUDIT),
            exchange -> verify()));
  }

  private Answer page(Exchange exchange) {
    exchange.knowsOnly(Set.of("from", "to", "actor", "action", "limit", "before"));
    int limit = exchange.query("limit", 100, 1, MAX_PAGE);
    AuditQuery query = query(exchange, limit);
    vault.trail().ifPresent(trail -> new LinkAudit(log, trail).link());
    List<LinkedEntry> found = log.find(query);
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("entries");
      for (LinkedEntry linked : found) {
        json.writeStartObject();
        AuditExport.write(json, linked);
        json.writeEndObject();
      }
      json.writeEndArray();
      if (found.size() == limit && found.getLast().link().seq() > 1) {
        json.writeNumberField("next", found.getLast().link().seq());
      } else {
        json.writeNullField("next");
      }
      json.writeEndObject();
    });
  }

  private static AuditQuery query(Exchange exchange, int limit) {
    Optional<String> actor = exchange.query("actor").filter(text -> !text.isEmpty());
    Optional<String> own =
        exchange.may(Permission.READ_AUDIT) ? actor : Optional.of(exchange.origin().actor());
    Optional<String> action = exchange.query("action").filter(text -> !text.isEmpty());
    if (action.filter(text -> !text.matches("[a-z0-9.-]{1,100}")).isPresent()) {
      throw Problem.invalid("action", "lower-case words with dots are wanted").asException();
    }
    return new AuditQuery(
        instant(exchange, "from"), instant(exchange, "to"), own, action, before(exchange), limit);
  }

  private static OptionalLong before(Exchange exchange) {
    Optional<String> text = exchange.query("before");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.get().matches("[0-9]{1,18}")) {
      throw Problem.invalid("before", "the number of an entry is wanted").asException();
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  private static Optional<Instant> instant(Exchange exchange, String name) {
    try {
      return exchange.query(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw Problem.invalid(name, "a time such as 2026-11-24T10:00:00Z is wanted").asException();
    }
  }

  private Answer verify() {
    if (!verifications.tryAcquire()) {
      throw Problem.busy("The log is being verified already.").asException();
    }
    try (VaultKey key = vault.open().verifierKey()) {
      vault.trail().ifPresent(trail -> new LinkAudit(log, trail).link());
      List<AuditCheckpoint> anchors = anchor.newest().stream().toList();
      VerifyAudit verify = new VerifyAudit(log, new AuditKeys(key));
      return HeavyWork.KEYS.run(() -> report(verify.verify(anchors)));
    } finally {
      verifications.release();
    }
  }

  /// The log is right: what the store holds has to be what it tells of (SECURITY CR-12).
  private Answer report(AuditReport report) {
    if (report instanceof AuditReport.Intact) {
      List<Contradiction> findings =
          vault
              .trail()
              .map(trail -> new FindContradictions(log, new LinkAudit(log, trail), rows.kinds()))
              .map(FindContradictions::find)
              .orElse(List.of());
      if (!findings.isEmpty()) {
        return contradicted(findings);
      }
    }
    return answer(report);
  }

  private static Answer contradicted(List<Contradiction> findings) {
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("state", "contradicted");
      json.writeNumberField("count", findings.size());
      json.writeArrayFieldStart("findings");
      for (Contradiction finding : findings.subList(0, Math.min(findings.size(), MAX_FINDINGS))) {
        json.writeStartObject();
        json.writeStringField("subject", finding.subject());
        json.writeStringField("problem", finding.problem());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static Answer answer(AuditReport report) {
    return Answer.ok(json -> {
      json.writeStartObject();
      switch (report) {
        case AuditReport.Intact(long entries, long waiting, OptionalLong anchored, long unread) -> {
          json.writeStringField("state", "intact");
          json.writeNumberField("entries", entries);
          json.writeNumberField("waiting", waiting);
          if (anchored.isPresent()) {
            json.writeNumberField("anchoredSeq", anchored.getAsLong());
          } else {
            json.writeNullField("anchoredSeq");
          }
          json.writeNumberField("archived", unread);
        }
        case AuditReport.Broken(long seq, String problem) -> {
          json.writeStringField("state", "broken");
          json.writeNumberField("seq", seq);
          json.writeStringField("problem", problem);
        }
      }
      json.writeEndObject();
    });
  }
}
