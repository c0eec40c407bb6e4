package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.custody.Approval;
import dev.watchword.core.custody.Grant;
import dev.watchword.core.custody.Grantee;
import dev.watchword.core.custody.Held;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.ReadingRules;
import dev.watchword.core.custody.ReceiptEvent;
import dev.watchword.core.custody.Team;
import dev.watchword.core.custody.UploadLink;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Things of custody as JSON; never a secret.
final class CustodyJson {

  private CustodyJson() {}

  static void link(JsonGenerator json, UploadLink link, String createdBy) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", link.id().toString());
    json.writeStringField("state", state(link));
    terms(json, link.terms());
    json.writeStringField("expiresAt", link.terms().expiresAt().toString());
    json.writeBooleanField("pinNeeded", link.pinNeeded());
    json.writeArrayFieldStart("grantees");
    for (Grantee grantee : link.terms().grantees()) {
      json.writeString(text(grantee));
    }
    json.writeEndArray();
    rules(json, link.terms().rules());
    json.writeStringField("createdBy", createdBy);
    json.writeStringField("createdAt", link.createdAt().toString());
    json.writeEndObject();
  }

  private static String state(UploadLink link) {
    return switch (link.state()) {
      case OPEN -> link.dead() ? "dead" : "open";
      case USED -> "used";
      case REVOKED -> "revoked";
    };
  }

  /// What a customer may see of a link too.
  static void terms(JsonGenerator json, LinkTerms terms) throws IOException {
    json.writeStringField("customer", terms.customer());
    json.writeStringField("expectedIssuer", terms.issuer());
    json.writeStringField("expectedAccount", terms.account());
    json.writeStringField("purpose", terms.purpose());
    json.writeStringField("heldUntil", terms.heldUntil().toString());
    json.writeNumberField("pictures", terms.pictures());
  }

  private static void rules(JsonGenerator json, ReadingRules rules) throws IOException {
    json.writeBooleanField("reasonRequired", rules.reasonRequired());
    json.writeBooleanField("approvalRequired", rules.approvalRequired());
    json.writeNumberField("maxReadings", rules.maxReadings());
  }

  static void grant(JsonGenerator json, Grant grant) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", grant.id().toString());
    json.writeStringField("heldId", grant.entry().toString());
    json.writeStringField("grantee", text(grant.grantee()));
    json.writeStringField("notBefore", grant.from().toString());
    json.writeStringField("notAfter", grant.until().toString());
    rules(json, grant.rules());
    json.writeNumberField("readings", grant.readings());
    json.writeEndObject();
  }

  /// `anyone`, or `person:` or `team:` and an id.
  static String text(Grantee grantee) {
    return switch (grantee) {
      case Grantee.Person(UUID id) -> "person:" + id;
      case Grantee.Members(UUID team) -> "team:" + team;
      case Grantee.AnyOperator any -> "anyone";
    };
  }

  /// @throws ProblemException when it is none
  static Grantee grantee(String text) {
    try {
      if (text.equals("anyone")) {
        return new Grantee.AnyOperator();
      }
      if (text.startsWith("person:")) {
        return new Grantee.Person(UUID.fromString(text.substring(7)));
      }
      if (text.startsWith("team:")) {
        return new Grantee.Members(UUID.fromString(text.substring(5)));
      }
    } catch (IllegalArgumentException noId) {
      // as any other text that is none
    }
    throw Problem.invalid("grantee", "anyone, person:ID or team:ID is wanted").asException();
  }

  static void held(JsonGenerator json, Held held) throws IOException {
    json.writeStringField("id", held.id().toString());
    json.writeStringField("customer", held.customer());
    json.writeStringField("issuer", held.issuer());
    json.writeStringField("account", held.account());
    json.writeStringField("purpose", held.purpose());
    json.writeStringField("since", held.since().toString());
    json.writeStringField("heldUntil", held.until().toString());
  }

  static void approval(JsonGenerator json, Approval approval) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", approval.id().toString());
    json.writeStringField("heldId", approval.entry().toString());
    json.writeStringField("askedBy", approval.askerName());
    json.writeStringField("reason", approval.reason());
    json.writeStringField("askedAt", approval.askedAt().toString());
    json.writeStringField("state", approval.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("until", approval.until().toString());
    json.writeStringField("decidedBy", approval.decidedBy());
    json.writeEndObject();
  }

  static void team(JsonGenerator json, Team team) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", team.id().toString());
    json.writeStringField("name", team.name());
    json.writeArrayFieldStart("members");
    for (UUID member : team.members().stream().sorted().toList()) {
      json.writeString(member.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// A member with the lines of a chain, each with its hash.
  static void chain(JsonGenerator json, List<ReceiptEvent> events) throws IOException {
    json.writeArrayFieldStart("events");
    for (ReceiptEvent event : events) {
      json.writeStartObject();
      json.writeStringField("line", event.line());
      json.writeStringField("head", event.head());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
