package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.custody.Ending;
import dev.watchword.core.custody.Held;
import dev.watchword.core.custody.Receipt;
import dev.watchword.core.custody.Receipts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The customer's side of what they handed over.
final class ReceiptEndpoints {

  private static final String ALL = "/api/v1/receipt";

  private final CustodySide side;
  private final CustomerGate gate;

  ReceiptEndpoints(CustodySide side, InstantSource clock) {
    this.side = side;
    this.gate = new CustomerGate(clock);
  }

  Stream<Route> routes() {
    Access open = new Access.Open();
    return Stream.of(
        new Route("GET", ALL, open, this::show),
        new Route("POST", ALL + "/end", open, this::end),
        new Route("POST", ALL + "/recovery-codes", open, this::addRecoveryCodes),
        new Route("GET", ALL + "/chain", open, this::chain));
  }

  private static String presented(Exchange exchange) {
    return exchange.header("X-Watchword-Receipt").orElse("");
  }

  private Receipts.View view(Exchange exchange) {
    gate.enter(exchange);
    CustomerGate.Lookup lookup = CustomerGate.Lookup.now();
    return side.custody()
        .receipts()
        .show(presented(exchange))
        .orElseThrow(() -> gate.noSuchLink(exchange, lookup));
  }

  private Answer show(Exchange exchange) {
    Receipts.View view = view(exchange);
    Receipt receipt = view.receipt();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("id", receipt.id().toString());
      json.writeStringField("serverTime", view.at().toString());
      json.writeStringField("customer", receipt.customer());
      json.writeStringField("purpose", receipt.purpose());
      json.writeStringField("since", receipt.since().toString());
      json.writeStringField("heldUntil", receipt.until().toString());
      json.writeBooleanField("ended", receipt.ended());
      json.writeArrayFieldStart("held");
      for (Held held : view.held()) {
        json.writeStartObject();
        CustodyJson.held(json, held);
        json.writeStringField(
            "state", held.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeNumberField("recoveryCodes", view.recoveryCodes().getOrDefault(held.id(), 0));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("head", receipt.head());
      CustodyJson.chain(json, view.events());
      json.writeEndObject();
    });
  }

  private Answer end(Exchange exchange) {
    Receipts.View view = view(exchange);
    Ending.Proof proof =
        side.custody()
            .ending()
            .byCustomer(view.receipt(), exchange.origin())
            .orElseThrow(() ->
                new Problem(409, "ended", "It has ended already", "Nothing is held any more.")
                    .asException());
    return Answer.ok(json -> proof(json, proof));
  }

  static void proof(JsonGenerator json, Ending.Proof proof) throws IOException {
    json.writeStartObject();
    json.writeStringField("receipt", proof.receipt().toString());
    json.writeStringField("endedAt", proof.at().toString());
    json.writeNumberField("events", proof.events());
    json.writeStringField("head", proof.head());
    if (proof.audit().isPresent()) {
      json.writeNumberField("auditSeq", proof.audit().get().seq());
      json.writeStringField("auditHead", proof.audit().get().mac().toString());
    }
    json.writeEndObject();
  }

  private Answer addRecoveryCodes(Exchange exchange) {
    gate.enter(exchange);
    try (JsonFields fields = exchange.json(Set.of("heldId", "codes"))) {
      UUID held = CustodyRequests.id("heldId", CustodyRequests.text(fields, "heldId"));
      List<String> codes = fields.texts("codes").orElse(List.of());
      CustomerGate.Lookup lookup = CustomerGate.Lookup.now();
      int added =
          CustodySide.checked(() ->
                  side.custody()
                      .receipts()
                      .addRecoveryCodes(presented(exchange), held, codes, exchange.origin()))
              .orElseThrow(() -> gate.noSuchLink(exchange, lookup));
      return Answer.ok(json -> {
        json.writeStartObject();
        json.writeNumberField("added", added);
        json.writeEndObject();
      });
    }
  }

  /// The chain as a file that `docs/custody/verify_receipt.py` reads: a line for each event, its
  /// hash, a blank and the event.
  private Answer chain(Exchange exchange) {
    Receipts.View view = view(exchange);
    StringBuilder text =
        new StringBuilder("watchword receipt ").append(view.receipt().id()).append('\n');
    view.events()
        .forEach(event -> text.append(event.head()).append(' ').append(event.line()).append('\n'));
    return new Answer(
        200,
        "text/plain; charset=utf-8",
        text.toString().getBytes(StandardCharsets.US_ASCII),
        Map.of("Content-Disposition", "attachment; filename=\"watchword-receipt.txt\""));
  }
}
