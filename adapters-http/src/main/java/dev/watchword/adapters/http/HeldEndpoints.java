package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.custody.Approval;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Ending;
import dev.watchword.core.custody.HeldReading;
import dev.watchword.core.custody.ReceiptEvent;
import dev.watchword.core.custody.Reservations;
import dev.watchword.core.custody.WorkItem;
import dev.watchword.core.otp.OneTimePassword;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The work list, and what can be done with what is on it: codes, never secrets.
final class HeldEndpoints {

  private static final String ALL = "/api/v1/custody/held";
  private static final String ONE = ALL + "/{id}";
  private static final String APPROVALS = "/api/v1/custody/approvals";

  private final CustodySide side;

  HeldEndpoints(CustodySide side) {
    this.side = side;
  }

  Stream<Route> routes() {
    Access work = new Access.Needs(Permission.CUSTODY_WORK);
    Access change = new Access.Needs(Permission.CHANGE_CUSTODY);
    return Stream.of(
        new Route("GET", ALL, work, this::list),
        new Route("POST", ONE + "/code", work, this::code),
        new Route("POST", ONE + "/recovery-codes/next", work, this::recoveryCode),
        new Route("POST", ONE + "/reserve", work, this::reserve),
        new Route("DELETE", ONE + "/reserve", work, this::release),
        new Route("POST", ONE + "/approvals", work, this::ask),
        new Route("GET", APPROVALS, work, this::questions),
        new Route("POST", APPROVALS + "/{id}/approve", work, exchange -> decide(exchange, true)),
        new Route("POST", APPROVALS + "/{id}/deny", work, exchange -> decide(exchange, false)),
        new Route("GET", ONE + "/events", new Access.Needs(Permission.SEE_CUSTODY), this::events),
        new Route("POST", ONE + "/end", change, this::end));
  }

  private Answer list(Exchange exchange) {
    List<WorkItem> items = side.custody().workList().list(side.custodian(exchange));
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("serverTime", side.now().toString());
      json.writeArrayFieldStart("held");
      for (WorkItem item : items) {
        json.writeStartObject();
        CustodyJson.held(json, item.held());
        if (item.grant().isPresent()) {
          json.writeFieldName("grant");
          CustodyJson.grant(json, item.grant().get());
        }
        if (item.approval().isPresent()) {
          json.writeFieldName("approval");
          CustodyJson.approval(json, item.approval().get());
        }
        if (item.reserved()) {
          json.writeObjectFieldStart("reserved");
          json.writeStringField("by", item.held().reservedName());
          json.writeBooleanField("mine", !item.reservedByOther());
          json.writeStringField("until", item.held().reservedUntil().toString());
          json.writeEndObject();
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static String reason(Exchange exchange) {
    try (JsonFields fields = exchange.json(Set.of("reason"))) {
      return fields.text("reason").orElse("");
    }
  }

  private Answer code(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    String reason = reason(exchange);
    UUID id = exchange.uuid("id");
    return answer(CustodySide.checked(() -> side.custody().readCode().read(by, id, reason)));
  }

  private Answer recoveryCode(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    String reason = reason(exchange);
    UUID id = exchange.uuid("id");
    return answer(
        CustodySide.checked(() -> side.custody().readCode().nextRecoveryCode(by, id, reason)));
  }

  private static Answer answer(HeldReading reading) {
    return switch (reading) {
      case HeldReading.Code(OneTimePassword code, Instant at) ->
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("serverTime", at.toString());
            OtpJson.code(json, "current", code, at);
            json.writeEndObject();
          });
      case HeldReading.Recovery(String code, int left) ->
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("code", code);
            json.writeNumberField("left", left);
            json.writeEndObject();
          });
      case HeldReading.NotHeld _ -> throw Problem.notFound().asException();
      case HeldReading.ReasonNeeded _ ->
          throw new Problem(
                  422, "reason-needed", "A reason is needed", "Say why you need the code.")
              .asException();
      case HeldReading.ApprovalNeeded _ ->
          throw new Problem(
                  403,
                  "approval-needed",
                  "A second person has to approve",
                  "Ask for it, and try again when somebody has approved.")
              .asException();
      case HeldReading.UsedUp _ ->
          throw new Problem(
                  409,
                  "used-up",
                  "No reading is left",
                  "The grant's number of readings is used up; ask an owner for another.")
              .asException();
      case HeldReading.Reserved(String by, Instant until) -> throw reserved(by, until);
      case HeldReading.NoneLeft _ ->
          throw new Problem(
                  409, "none-left", "No recovery code is left", "The customer can hand over more.")
              .asException();
    };
  }

  private static ProblemException reserved(String by, Instant until) {
    return new Problem(
            409, "reserved", "Somebody else has this for themselves", "Wait until it is free.")
        .with("by", by)
        .with("until", until.toString())
        .asException();
  }

  private Answer reserve(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    long seconds;
    try (JsonFields fields = exchange.json(Set.of("seconds"))) {
      seconds = fields.number("seconds").orElse(30);
    }
    UUID id = exchange.uuid("id");
    Reservations.Outcome outcome =
        CustodySide.checked(() ->
            side.custody()
                .reservations()
                .reserve(by, id, Duration.ofSeconds(Math.clamp(seconds, 0, 100_000))));
    return switch (outcome) {
      case Reservations.Outcome.Yours(Instant until) ->
          Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("until", until.toString());
            json.writeEndObject();
          });
      case Reservations.Outcome.Others(String other, Instant until) -> throw reserved(other, until);
      case Reservations.Outcome.NotHeld _ -> throw Problem.notFound().asException();
    };
  }

  private Answer release(Exchange exchange) {
    return found(
        side.custody().reservations().release(side.custodian(exchange), exchange.uuid("id")));
  }

  private static Answer found(boolean done) {
    if (!done) {
      throw Problem.notFound().asException();
    }
    return Answer.noContent();
  }

  private Answer ask(Exchange exchange) {
    Custodian by = side.custodian(exchange);
    String reason = reason(exchange);
    UUID id = exchange.uuid("id");
    Approval question =
        CustodySide.checked(() -> side.custody().approvals().ask(by, id, reason))
            .orElseThrow(() -> Problem.notFound().asException());
    return Answer.created(
        APPROVALS + "/" + question.id(), json -> CustodyJson.approval(json, question));
  }

  private Answer questions(Exchange exchange) {
    List<Approval> open = side.custody().approvals().open(side.custodian(exchange));
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("approvals");
      for (Approval approval : open) {
        CustodyJson.approval(json, approval);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer decide(Exchange exchange, boolean approve) {
    return found(
        side.custody().approvals().decide(side.custodian(exchange), exchange.uuid("id"), approve));
  }

  private Answer events(Exchange exchange) {
    List<ReceiptEvent> events = side.custody().receipts().eventsOf(exchange.uuid("id"));
    if (events.isEmpty()) {
      throw Problem.notFound().asException();
    }
    return Answer.ok(json -> {
      json.writeStartObject();
      CustodyJson.chain(json, events);
      json.writeEndObject();
    });
  }

  private Answer end(Exchange exchange) {
    Ending.Proof proof =
        side.custody()
            .ending()
            .byStaff(side.custodian(exchange), exchange.uuid("id"))
            .orElseThrow(() -> Problem.notFound().asException());
    return Answer.ok(json -> ReceiptEndpoints.proof(json, proof));
  }
}
