package dev.watchword.adapters.cli;

import dev.watchword.core.custody.Approval;
import dev.watchword.core.custody.Ending;
import dev.watchword.core.custody.Grant;
import dev.watchword.core.custody.Held;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.ReadingRules;
import dev.watchword.core.custody.ReceiptEvent;
import dev.watchword.core.custody.UploadLink;
import dev.watchword.core.custody.WorkItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Things of custody as lines and as JSON, with the members that the API has; never a secret.
final class CustodyView {

  private CustodyView() {}

  /// Cells of a line: two blanks apart for people, a tab apart for programs.
  static void cells(Terminal terminal, String... cells) {
    List<String> neutral = new ArrayList<>();
    for (String cell : cells) {
      neutral.add(Neutral.line(cell));
    }
    terminal.line(String.join(terminal.outputIsTerminal() ? "  " : "\t", neutral).stripTrailing());
  }

  static String line(WorkItem item) {
    Held held = item.held();
    return held.id() + "  " + Neutral.line(held.customer()) + "  " + Neutral.line(held.name());
  }

  static void show(Terminal terminal, WorkItem item) {
    Held held = item.held();
    cells(
        terminal,
        held.id().toString(),
        held.customer(),
        held.name(),
        "until " + held.until(),
        item.grant().map(grant -> rules(grant.rules())).orElse("no grant of yours"),
        item.reserved() ? "reserved by " + held.reservedName() : "");
  }

  static String rules(ReadingRules rules) {
    List<String> words = new ArrayList<>();
    if (rules.reasonRequired()) {
      words.add("reason");
    }
    if (rules.approvalRequired()) {
      words.add("approval");
    }
    if (rules.maxReadings() > 0) {
      words.add("at most " + rules.maxReadings());
    }
    return String.join(", ", words);
  }

  static String state(UploadLink link) {
    return switch (link.state()) {
      case OPEN -> link.dead() ? "dead" : "open";
      case USED -> "used";
      case REVOKED -> "revoked";
    };
  }

  static void write(Json json, WorkItem item, CustodyDesk desk) {
    Held held = item.held();
    json.object()
        .put("id", held.id().toString())
        .put("customer", held.customer())
        .put("issuer", held.issuer())
        .put("account", held.account())
        .put("purpose", held.purpose())
        .put("since", held.since().toString())
        .put("heldUntil", held.until().toString());
    item.grant().ifPresent(grant -> write(json.name("grant"), grant, desk));
    item.approval().ifPresent(approval -> write(json.name("approval"), approval));
    if (item.reserved()) {
      json.name("reserved")
          .object()
          .put("by", held.reservedName())
          .put("mine", !item.reservedByOther())
          .put("until", held.reservedUntil().toString())
          .endObject();
    }
    json.endObject();
  }

  static void write(Json json, Grant grant, CustodyDesk desk) {
    json.object()
        .put("id", grant.id().toString())
        .put("heldId", grant.entry().toString())
        .put("grantee", desk.text(grant.grantee()))
        .put("notBefore", grant.from().toString())
        .put("notAfter", grant.until().toString());
    write(json, grant.rules());
    json.put("readings", grant.readings()).endObject();
  }

  private static void write(Json json, ReadingRules rules) {
    json.put("reasonRequired", rules.reasonRequired())
        .put("approvalRequired", rules.approvalRequired())
        .put("maxReadings", rules.maxReadings());
  }

  static void write(Json json, Approval approval) {
    json.object()
        .put("id", approval.id().toString())
        .put("heldId", approval.entry().toString())
        .put("askedBy", approval.askerName())
        .put("reason", approval.reason())
        .put("askedAt", approval.askedAt().toString())
        .put("state", approval.state().name().toLowerCase(Locale.ROOT))
        .put("until", approval.until().toString())
        .put("decidedBy", approval.decidedBy())
        .endObject();
  }

  static void write(Json json, UploadLink link, CustodyDesk desk) {
    LinkTerms terms = link.terms();
    json.object()
        .put("id", link.id().toString())
        .put("state", state(link))
        .put("customer", terms.customer())
        .put("expectedIssuer", terms.issuer())
        .put("expectedAccount", terms.account())
        .put("purpose", terms.purpose())
        .put("heldUntil", terms.heldUntil().toString())
        .put("pictures", terms.pictures())
        .put("expiresAt", terms.expiresAt().toString())
        .put("pinNeeded", link.pinNeeded())
        .put("grantees", terms.grantees().stream().map(desk::text).toList());
    write(json, terms.rules());
    json.put("createdBy", desk.nameOf(link.createdBy()))
        .put("createdAt", link.createdAt().toString())
        .endObject();
  }

  static void write(Json json, List<ReceiptEvent> events) {
    json.name("events").array();
    for (ReceiptEvent event : events) {
      json.object().put("line", event.line()).put("head", event.head()).endObject();
    }
    json.endArray();
  }

  static Json proof(Ending.Proof proof) {
    Json json =
        new Json()
            .object()
            .put("receipt", proof.receipt().toString())
            .put("endedAt", proof.at().toString())
            .put("events", proof.events())
            .put("head", proof.head());
    proof
        .audit()
        .ifPresent(
            link -> json.put("auditSeq", link.seq()).put("auditHead", link.mac().toString()));
    return json.endObject();
  }
}
