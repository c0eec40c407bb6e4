package dev.watchword.adapters.http;

import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Grantee;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.ReadingRules;
import dev.watchword.core.custody.UploadLinks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The members of requests about custody.
final class CustodyRequests {

  static final Set<String> RULES = Set.of("reasonRequired", "approvalRequired", "maxReadings");

  private CustodyRequests() {}

  /// @throws ProblemException when it is missing
  static String text(JsonFields fields, String name) {
    return fields
        .text(name)
        .orElseThrow(() -> Problem.invalid(name, "a text is wanted").asException());
  }

  static Optional<Instant> time(JsonFields fields, String name) {
    return fields
        .text(name)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeException e) {
            throw Problem.invalid(name, "a time such as 2026-11-24T10:00:00Z is wanted")
                .asException();
          }
        });
  }

  static Instant requiredTime(JsonFields fields, String name) {
    return time(fields, name)
        .orElseThrow(() -> Problem.invalid(name, "a time is wanted").asException());
  }

  static UUID id(String name, String text) {
    if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw Problem.invalid(name, "an id is wanted").asException();
    }
    return UUID.fromString(text);
  }

  static ReadingRules rules(JsonFields fields) {
    long most = fields.number("maxReadings").orElse(0);
    return CustodySide.checked(() ->
        new ReadingRules(
            fields.flag("reasonRequired").orElse(false),
            fields.flag("approvalRequired").orElse(false),
            (int) Math.clamp(most, -1, Integer.MAX_VALUE)));
  }

  /// @param now when the link is made
  static LinkTerms terms(JsonFields fields, Custodian by, Instant now) {
    Instant heldUntil = requiredTime(fields, "heldUntil");
    Instant standard = now.plus(UploadLinks.DEFAULT_LIFETIME);
    Instant expiresAt =
        time(fields, "expiresAt").orElse(standard.isAfter(heldUntil) ? heldUntil : standard);
    List<Grantee> grantees =
        fields
            .texts("grantees")
            .map(all -> all.stream().map(CustodyJson::grantee).toList())
            .orElse(List.of(new Grantee.Person(by.id())));
    long pictures = fields.number("pictures").orElse(1);
    return CustodySide.checked(() ->
        new LinkTerms(
            text(fields, "customer"),
            text(fields, "expectedIssuer"),
            fields.text("expectedAccount").orElse(""),
            text(fields, "purpose"),
            heldUntil,
            expiresAt,
            (int) Math.clamp(pictures, 0, 1000),
            grantees,
            rules(fields)));
  }
}
