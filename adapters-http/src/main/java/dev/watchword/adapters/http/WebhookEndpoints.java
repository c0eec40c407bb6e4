package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Webhook;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Where events are told.
final class WebhookEndpoints {

  private static final String ALL = "/api/v1/webhooks";

  private final CustodySide side;

  WebhookEndpoints(CustodySide side) {
    this.side = side;
  }

  Stream<Route> routes() {
    Access change = new Access.Needs(Permission.CHANGE_CUSTODY);
    return Stream.of(
        new Route("GET", ALL, new Access.Needs(Permission.SEE_CUSTODY), this::list),
        new Route("POST", ALL, change, this::add),
        new Route("DELETE", ALL + "/{id}", change, this::remove));
  }

  private Answer list(Exchange exchange) {
    List<Webhook> webhooks = side.custody().webhooks().list();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("webhooks");
      for (Webhook webhook : webhooks) {
        json.writeStartObject();
        json.writeStringField("id", webhook.id().toString());
        json.writeStringField("url", webhook.url().toString());
        json.writeArrayFieldStart("events");
        for (String event : new TreeSet<>(webhook.events())) {
          json.writeString(event);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer add(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    try (JsonFields fields = exchange.json(Set.of("url", "events"))) {
      String url = CustodyRequests.text(fields, "url");
      Set<String> events = Set.copyOf(fields.texts("events").orElse(List.of()));
      Webhook webhook;
      try {
        URI uri = URI.create(url);
        webhook = CustodySide.checked(() -> side.custody().webhooks().add(by, uri, events));
      } catch (IllegalArgumentException noUri) {
        throw Problem.invalid("url", "an address with https is wanted").asException();
      }
      byte[] secret = webhook.secret();
      try {
        byte[] body =
            Json.write(json -> {
              json.writeStartObject();
              json.writeStringField("id", webhook.id().toString());
              json.writeStringField("url", webhook.url().toString());
              json.writeStringField("secret", Base64.getEncoder().encodeToString(secret));
              json.writeEndObject();
            });
        return new Answer(201, Answer.JSON, body, Map.of("Location", ALL + "/" + webhook.id()));
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    }
  }

  private Answer remove(Exchange exchange) {
    if (!side.custody().webhooks().remove(side.custodian(exchange).origin(), exchange.uuid("id"))) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }
}
