package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonChange;
import dev.watchword.core.people.Preferences;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.IssuedSession;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Somebody's own account: how they are shown, their password, and what happened to it.
final class ProfileEndpoints {

  private static final String ME = "/api/v1/me";
  private static final String NOTICES = "/api/v1/notices";
  private static final int MOST_NOTICES = 100;

  private final Entrance entrance;

  ProfileEndpoints(Entrance entrance) {
    this.entrance = entrance;
  }

  Stream<Route> routes() {
    Access self = new Access.Needs(Permission.SELF);
    return Stream.of(
        new Route("PATCH", ME, self, this::change),
        new Route("POST", ME + "/password", self, this::password),
        new Route("GET", NOTICES, self, this::notices),
        new Route("POST", NOTICES + "/seen", self, this::seen));
  }

  private Answer change(Exchange exchange) {
    Accounts accounts = entrance.accounts();
    Person person = exchange.signed().person();
    PersonChange change;
    try (JsonFields fields = exchange.json(Set.of("displayName", "language", "theme"))) {
      Preferences now = person.preferences();
      Preferences wanted =
          new Preferences(
              given(fields, "language", now.language()), given(fields, "theme", now.theme()));
      change =
          accounts
              .change()
              .profile(
                  person.id(),
                  fields.text("displayName").orElse(person.displayName()),
                  wanted,
                  exchange.origin());
    } catch (IllegalArgumentException e) {
      throw OtpRequests.invalid(e);
    }
    return PeopleEndpoints.changed(change, accounts);
  }

  /// An empty text takes away what was chosen.
  private static Optional<String> given(JsonFields fields, String name, Optional<String> now) {
    return fields.has(name) ? fields.text(name).filter(text -> !text.isEmpty()) : now;
  }

  private Answer password(Exchange exchange) {
    Accounts accounts = entrance.accounts();
    Set<String> members = new HashSet<>(Proofs.MEMBERS);
    members.add("newPassword");
    try (JsonFields fields = exchange.json(members);
        Passphrase fresh = Proofs.password(fields, "newPassword")) {
      IssuedSession renewed =
          Proofs.done(
              Proofs.with(
                  fields,
                  proof ->
                      Entrance.hashing(() ->
                          accounts
                              .changePassword()
                              .change(exchange.signed().who(), proof, fresh, exchange.origin()))));
      return entrance.with(exchange, renewed, Answer.noContent());
    }
  }

  private Answer notices(Exchange exchange) {
    List<Notice> notices =
        entrance.accounts().notices().of(exchange.signed().person().id(), MOST_NOTICES);
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("notices");
      for (Notice notice : notices) {
        json.writeStartObject();
        json.writeStringField("at", notice.at().toString());
        json.writeStringField("kind", notice.kind().text());
        json.writeStringField("source", notice.source());
        json.writeBooleanField("seen", notice.seen());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer seen(Exchange exchange) {
    entrance
        .accounts()
        .notices()
        .markSeen(exchange.signed().person().id(), exchange.signed().who().at());
    return Answer.noContent();
  }
}
