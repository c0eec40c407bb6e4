package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.vault.CodeReading;
import dev.watchword.core.vault.CodeReading.Reason;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The codes of entries, one or many at a time; each that is read is on record first (SECURITY
/// AZ-10).
final class CodeEndpoints {

  /// What a request line of 4 KiB holds.
  private static final int MAX_IDS = 100;

  private static final int MAX_PAGE = 10_000;
  private static final String ONE = "/api/v1/entries/{id}/code";

  private final ServedVault vault;
  private final InstantSource clock;

  CodeEndpoints(ServedVault vault, InstantSource clock) {
    this.vault = vault;
    this.clock = clock;
  }

  Stream<Route> routes() {
    Access codes = new Access.Needs(Permission.READ_CODES);
    return Stream.of(
        new Route("GET", "/api/v1/time", new Access.Open(), exchange -> time()),
        new Route("GET", "/api/v1/codes", codes, this::many),
        new Route("GET", ONE, codes, this::code),
        new Route("POST", ONE, codes, this::nextCounterCode));
  }

  /// The server's clock, for a page that measures how far its own is off.
  private Answer time() {
    Instant now = clock.instant();
    return Answer.ok(json -> {
      json.writeStartObject();
      writeTime(json, now);
      json.writeEndObject();
    });
  }

  private static void writeTime(JsonGenerator json, Instant now) throws IOException {
    json.writeStringField("serverTime", now.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private Answer many(Exchange exchange) {
    Optional<String> named = exchange.query("ids");
    exchange.knowsOnly(named.isPresent() ? Set.of("ids") : Set.of("offset", "limit"));
    int offset = exchange.query("offset", 0, 0, Integer.MAX_VALUE);
    int limit = exchange.query("limit", 500, 1, MAX_PAGE);
    OpenVault open = vault.open();
    if (named.isPresent()) {
      return many(exchange, open, ids(named.get()), Optional.empty());
    }
    List<Entry> all = open.entries();
    int from = Math.min(offset, all.size());
    int to = (int) Math.min((long) from + limit, all.size());
    return many(
        exchange,
        open,
        all.subList(from, to).stream().map(Entry::id).toList(),
        Optional.of(new Page(all.size(), to)));
  }

  /// @param end the offset of the first entry that is not on the page
  private record Page(int total, int end) {

    void write(JsonGenerator json) throws IOException {
      json.writeNumberField("total", total);
      if (end < total) {
        json.writeNumberField("nextOffset", end);
      }
    }
  }

  private static List<EntryId> ids(String text) {
    Set<EntryId> ids = new LinkedHashSet<>();
    for (String id : text.split(",", -1)) {
      if (!Exchange.isUuid(id) || ids.size() == MAX_IDS) {
        throw Problem.invalid("ids", "1 to 100 ids with commas between them are wanted")
            .asException();
      }
      ids.add(new EntryId(UUID.fromString(id)));
    }
    return List.copyOf(ids);
  }

  private Answer many(Exchange exchange, OpenVault open, List<EntryId> ids, Optional<Page> page) {
    Instant now = clock.instant();
    List<CodeReading> readings = open.codes(ids, now);
    List<EntryId> read = new ArrayList<>(readings.size());
    for (CodeReading reading : readings) {
      if (reading instanceof CodeReading.Read) {
        read.add(reading.id());
      }
    }
    vault.record(open, exchange, Act.CODE_READ, read);
    return Answer.ok(json -> {
      json.writeStartObject();
      writeTime(json, now);
      if (page.isPresent()) {
        page.get().write(json);
      }
      json.writeArrayFieldStart("codes");
      for (CodeReading reading : readings) {
        if (reading instanceof CodeReading.Read(EntryId id, OneTimePassword current, var next)) {
          write(json, id, current, next);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("without");
      for (CodeReading reading : readings) {
        if (reading instanceof CodeReading.None(EntryId id, Reason reason)) {
          json.writeStartObject();
          json.writeStringField("id", id.toString());
          json.writeStringField("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(
      JsonGenerator json, EntryId id, OneTimePassword current, OneTimePassword next)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id.toString());
    json.writeStringField("code", current.code());
    if (current.validity().isPresent()) {
      OneTimePassword.Validity validity = current.validity().get();
      json.writeStringField("validFrom", validity.from().toString());
      json.writeStringField("validUntil", validity.until().toString());
    }
    json.writeObjectFieldStart("next");
    json.writeStringField("code", next.code());
    if (next.validity().isPresent()) {
      json.writeStringField("validUntil", next.validity().get().until().toString());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /// Reads a time-based code; a counter-based one moves its counter, which a GET must not.
  private Answer code(Exchange exchange) {
    OpenVault open = vault.open();
    Instant now = clock.instant();
    CodeReading reading = open.codes(List.of(EntryEndpoints.id(exchange)), now).getFirst();
    return switch (reading) {
      case CodeReading.Read read -> {
        vault.record(open, exchange, Act.CODE_READ, read.id());
        yield answer(now, read.current(), Optional.of(read.next()));
      }
      case CodeReading.None none ->
          throw (switch (none.reason()) {
                case NO_SUCH_ENTRY -> Problem.notFound();
                case COUNTER_BASED ->
                    new Problem(
                        409,
                        "counter-based",
                        "The code is counter-based",
                        "Each code of this entry is handed out once; ask for the next one with"
                            + " POST.");
                case PIN_MISSING ->
                    new Problem(
                        409,
                        "pin-missing",
                        "The entry has no PIN",
                        "Codes of this type need the PIN, and none is kept; add the entry again"
                            + " with it.");
                case DAMAGED -> Problem.damaged();
              })
              .asException();
    };
  }

  private Answer nextCounterCode(Exchange exchange) {
    OpenVault open = vault.open();
    Entry entry = EntryEndpoints.entry(open, exchange);
    if (!(entry.parameters() instanceof HotpParameters)) {
      return code(exchange);
    }
    vault.record(open, exchange, Act.CODE_READ, entry.id());
    Instant now = clock.instant();
    return answer(now, open.code(entry.id(), now), Optional.empty());
  }

  private static Answer answer(
      Instant now, OneTimePassword current, Optional<OneTimePassword> next) {
    return Answer.ok(json -> {
      json.writeStartObject();
      writeTime(json, now);
      OtpJson.code(json, "current", current, now);
      if (next.isPresent()) {
        OtpJson.code(json, "next", next.get(), now);
      }
      json.writeEndObject();
    });
  }
}
