package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.session.OwnSessions;
import dev.watchword.core.session.Session;
import dev.watchword.core.session.SessionId;
import dev.watchword.core.session.SignedIn;
import dev.watchword.core.session.StoredSession;
import java.util.List;
import java.util.stream.Stream;

/// Somebody's own sessions, to see and to end (SECURITY SE-17).
final class OwnSessionEndpoints {

  private static final String ALL = "/api/v1/sessions";

  private final Entrance entrance;

  OwnSessionEndpoints(Entrance entrance) {
    this.entrance = entrance;
  }

  Stream<Route> routes() {
    Access self = new Access.Needs(Permission.SELF);
    return Stream.of(
        new Route("GET", ALL, self, this::list),
        new Route("DELETE", ALL, self, this::endOthers),
        new Route("DELETE", ALL + "/{id}", self, this::end));
  }

  private OwnSessions own() {
    return entrance.accounts().ownSessions();
  }

  private Answer list(Exchange exchange) {
    SignedIn who = exchange.signed().who();
    List<StoredSession> sessions = own().list(who);
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("sessions");
      for (StoredSession stored : sessions) {
        Session session = stored.unverified();
        json.writeStartObject();
        json.writeStringField("id", session.id().toString());
        json.writeBooleanField("current", session.id().equals(who.session().id()));
        json.writeStringField("state", session.state().text());
        json.writeStringField("createdAt", session.createdAt().toString());
        json.writeStringField("lastSeenAt", stored.lastSeenAt().toString());
        json.writeStringField("expiresAt", session.expiresAt().toString());
        json.writeStringField("source", session.source());
        json.writeStringField("agent", session.agent());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer end(Exchange exchange) {
    SignedIn who = exchange.signed().who();
    SessionId id = new SessionId(exchange.uuid("id"));
    if (!own().end(who, id, exchange.origin())) {
      throw Problem.notFound().asException();
    }
    return id.equals(who.session().id())
        ? entrance.without(exchange, Answer.noContent())
        : Answer.noContent();
  }

  private Answer endOthers(Exchange exchange) {
    own().endOthers(exchange.signed().who(), exchange.origin());
    return Answer.noContent();
  }
}
