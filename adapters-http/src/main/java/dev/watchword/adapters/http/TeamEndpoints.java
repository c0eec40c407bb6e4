package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.ReceiptEvent;
import dev.watchword.core.custody.Team;
import dev.watchword.core.custody.Teams;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Teams, and what has to be done when somebody leaves.
final class TeamEndpoints {

  private static final String ALL = "/api/v1/teams";
  private static final String ONE = ALL + "/{id}";
  private static final Set<String> MEMBERS = Set.of("name", "members");

  private final CustodySide side;

  TeamEndpoints(CustodySide side) {
    this.side = side;
  }

  Stream<Route> routes() {
    Access change = new Access.Needs(Permission.CHANGE_CUSTODY);
    return Stream.of(
        new Route("GET", ALL, new Access.Needs(Permission.SEE_CUSTODY), this::list),
        new Route("POST", ALL, change, this::add),
        new Route("PATCH", ONE, change, this::change),
        new Route("DELETE", ONE, change, this::remove),
        new Route("POST", "/api/v1/custody/people/{id}/leave", change, this::leave));
  }

  private Answer list(Exchange exchange) {
    List<Team> teams = side.custody().teams().list();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("teams");
      for (Team team : teams) {
        CustodyJson.team(json, team);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Optional<Set<UUID>> members(JsonFields fields) {
    return fields
        .texts("members")
        .map(all -> {
          Set<UUID> ids = new LinkedHashSet<>();
          for (String text : all) {
            UUID id = CustodyRequests.id("members", text);
            if (side.nameOf(id).isEmpty()) {
              throw Problem.invalid("members", "nobody has one of these ids").asException();
            }
            ids.add(id);
          }
          return ids;
        });
  }

  private Answer add(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    try (JsonFields fields = exchange.json(MEMBERS)) {
      Set<UUID> members = members(fields).orElse(Set.of());
      Team team =
          CustodySide.checked(
              () -> side.custody().teams().add(by, CustodyRequests.text(fields, "name"), members));
      return Answer.created(ALL + "/" + team.id(), json -> CustodyJson.team(json, team));
    }
  }

  private Answer change(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    UUID id = exchange.uuid("id");
    try (JsonFields fields = exchange.json(MEMBERS)) {
      Optional<Set<UUID>> members = members(fields);
      Team team =
          CustodySide.checked(
                  () -> side.custody().teams().change(by, id, fields.text("name"), members))
              .orElseThrow(() -> Problem.notFound().asException());
      return Answer.ok(json -> CustodyJson.team(json, team));
    }
  }

  private Answer remove(Exchange exchange) {
    if (!side.custody().teams().remove(side.custodian(exchange), exchange.uuid("id"))) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }

  private Answer leave(Exchange exchange) {
    List<Teams.Seen> seen =
        side.custody().teams().leave(side.custodian(exchange), exchange.uuid("id"));
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("seen");
      for (Teams.Seen each : seen) {
        json.writeStartObject();
        json.writeStringField("receipt", each.receipt().toString());
        json.writeArrayFieldStart("lines");
        for (ReceiptEvent event : each.lines()) {
          json.writeString(event.line());
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }
}
