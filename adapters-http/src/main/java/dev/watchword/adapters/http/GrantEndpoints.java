package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Grant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Who may read codes of what is held.
final class GrantEndpoints {

  private static final String ALL = "/api/v1/custody/grants";

  private final CustodySide side;

  GrantEndpoints(CustodySide side) {
    this.side = side;
  }

  Stream<Route> routes() {
    Access change = new Access.Needs(Permission.CHANGE_CUSTODY);
    return Stream.of(
        new Route("GET", ALL, new Access.Needs(Permission.SEE_CUSTODY), this::list),
        new Route("POST", ALL, change, this::add),
        new Route("DELETE", ALL + "/{id}", change, this::revoke));
  }

  private Answer list(Exchange exchange) {
    exchange.knowsOnly(Set.of("held"));
    List<Grant> grants =
        side.custody()
            .grants()
            .list(exchange.query("held").map(text -> CustodyRequests.id("held", text)));
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("grants");
      for (Grant grant : grants) {
        CustodyJson.grant(json, grant);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer add(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    try (JsonFields fields =
        exchange.json(
            Set.of(
                "heldId",
                "grantee",
                "notBefore",
                "notAfter",
                "reasonRequired",
                "approvalRequired",
                "maxReadings"))) {
      UUID held = CustodyRequests.id("heldId", CustodyRequests.text(fields, "heldId"));
      Grant grant =
          CustodySide.checked(() ->
                  side.custody()
                      .grants()
                      .add(
                          by,
                          held,
                          CustodyJson.grantee(CustodyRequests.text(fields, "grantee")),
                          CustodyRequests.time(fields, "notBefore"),
                          CustodyRequests.requiredTime(fields, "notAfter"),
                          CustodyRequests.rules(fields)))
              .orElseThrow(() -> Problem.notFound().asException());
      return Answer.created(ALL + "/" + grant.id(), json -> CustodyJson.grant(json, grant));
    }
  }

  private Answer revoke(Exchange exchange) {
    if (!side.custody().grants().revoke(side.custodian(exchange), exchange.uuid("id"))) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }
}
