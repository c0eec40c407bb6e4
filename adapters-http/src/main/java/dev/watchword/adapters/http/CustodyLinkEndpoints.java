package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.MadeLink;
import dev.watchword.core.custody.UploadLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The staff's side of upload links.
final class CustodyLinkEndpoints {

  private static final String ALL = "/api/v1/custody/links";
  private static final Set<String> MEMBERS =
      Set.of(
          "customer",
          "expectedIssuer",
          "expectedAccount",
          "purpose",
          "heldUntil",
          "expiresAt",
          "pictures",
          "pin",
          "grantees",
          "reasonRequired",
          "approvalRequired",
          "maxReadings");

  private final CustodySide side;

  CustodyLinkEndpoints(CustodySide side) {
    this.side = side;
  }

  Stream<Route> routes() {
    Access links = new Access.Needs(Permission.CUSTODY_LINKS);
    return Stream.of(
        new Route("GET", ALL, links, this::list),
        new Route("POST", ALL, links, this::make),
        new Route("DELETE", ALL + "/{id}", links, this::revoke));
  }

  private Answer list(Exchange exchange) {
    List<UploadLink> links = side.custody().links().list(side.custodian(exchange));
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("links");
      for (UploadLink link : links) {
        CustodyJson.link(json, link, side.nameOf(link.createdBy()));
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer make(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    try (JsonFields fields = exchange.json(MEMBERS)) {
      var links = side.custody().links();
      Instant now = side.now();
      MadeLink made =
          CustodySide.checked(
              () -> links.make(by, CustodyRequests.terms(fields, by, now), fields.text("pin")));
      byte[] body =
          Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("url", "/hand-over#" + made.token().reveal());
            json.writeFieldName("link");
            CustodyJson.link(json, made.link(), by.name());
            json.writeEndObject();
          });
      return new Answer(201, Answer.JSON, body, Map.of("Location", ALL + "/" + made.link().id()));
    }
  }

  private Answer revoke(Exchange exchange) {
    if (!side.custody().links().revoke(side.custodian(exchange), exchange.uuid("id"))) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }
}
