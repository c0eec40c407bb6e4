package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OneTimePassword;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.EntrySearch;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.NoSuchEntryException;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultLockedException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The entries of the open vault and their codes; never a secret.
final class EntryEndpoints {

  private static final int MAX_PAGE = 500;
  private static final String ALL = "/api/v1/entries";
  private static final String ONE = ALL + "/{id}";

  private final CurrentVault vault;
  private final InstantSource clock;

  EntryEndpoints(CurrentVault vault, InstantSource clock) {
    this.vault = vault;
    this.clock = clock;
  }

  Stream<Route> routes() {
    Access read = new Access.Needs(Permission.SEE_ENTRIES);
    Access write = new Access.Needs(Permission.CHANGE_ENTRIES);
    Access codes = new Access.Needs(Permission.READ_CODES);
    return Stream.of(
        new Route("GET", ALL, read, this::list),
        new Route("POST", ALL, write, this::add),
        new Route("GET", ONE, read, this::show),
        new Route("PATCH", ONE, write, this::change),
        new Route("DELETE", ONE, write, this::trash),
        new Route("POST", ONE + "/restore", write, this::restore),
        new Route("GET", ONE + "/code", codes, this::code),
        new Route("POST", ONE + "/code", codes, this::nextCounterCode));
  }

  private OpenVault open() {
    return vault.vault().orElseThrow(VaultLockedException::new);
  }

  /// The entry that the path names.
  ///
  /// @throws ProblemException when there is none; an id that is none looks the same
  static Entry entry(OpenVault open, Exchange exchange) {
    return open.entry(id(exchange)).orElseThrow(() -> Problem.notFound().asException());
  }

  private static EntryId id(Exchange exchange) {
    return new EntryId(exchange.uuid("id"));
  }

  private Answer list(Exchange exchange) {
    exchange.knowsOnly(Set.of("q", "trashed", "offset", "limit"));
    int offset = exchange.query("offset", 0, 0, Integer.MAX_VALUE);
    int limit = exchange.query("limit", 100, 1, MAX_PAGE);
    boolean trashed =
        switch (exchange.query("trashed").orElse("false")) {
          case "true" -> true;
          case "false" -> false;
          default -> throw Problem.invalid("trashed", "true or false is wanted").asException();
        };
    OpenVault open = open();
    List<Entry> found =
        EntrySearch.find(trashed ? open.trash() : open.entries(), exchange.query("q").orElse(""));
    int from = Math.min(offset, found.size());
    int to = (int) Math.min((long) from + limit, found.size());
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeNumberField("total", found.size());
      if (to < found.size()) {
        json.writeNumberField("nextOffset", to);
      }
      json.writeArrayFieldStart("entries");
      for (Entry entry : found.subList(from, to)) {
        EntryJson.write(json, entry);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer show(Exchange exchange) {
    Entry entry = entry(open(), exchange);
    return Answer.ok(json -> EntryJson.write(json, entry));
  }

  private Answer add(Exchange exchange) {
    OpenVault open = open();
    try (NewEntry fresh = EntryRequests.newEntry(exchange)) {
      Entry entry = open.add(List.of(fresh)).getFirst();
      return Answer.created(ALL + "/" + entry.id(), json -> EntryJson.write(json, entry));
    }
  }

  private Answer change(Exchange exchange) {
    OpenVault open = open();
    EntryId id = entry(open, exchange).id();
    UnaryOperator<Entry> changes = EntryRequests.changes(exchange);
    Entry entry = open.edit(id, changes);
    return Answer.ok(json -> EntryJson.write(json, entry));
  }

  private Answer trash(Exchange exchange) {
    OpenVault open = open();
    open.trash(entry(open, exchange).id());
    return Answer.noContent();
  }

  private Answer restore(Exchange exchange) {
    OpenVault open = open();
    Entry entry = open.restore(entry(open, exchange).id());
    return Answer.ok(json -> EntryJson.write(json, entry));
  }

  /// Reads a time-based code; a counter-based one moves its counter, which a GET must not.
  private Answer code(Exchange exchange) {
    OpenVault open = open();
    Entry entry = entry(open, exchange);
    if (entry.parameters() instanceof HotpParameters) {
      throw new Problem(
              409,
              "counter-based",
              "The code is counter-based",
              "Each code of this entry is handed out once; ask for the next one with POST.")
          .asException();
    }
    return code(open, entry, true);
  }

  private Answer nextCounterCode(Exchange exchange) {
    OpenVault open = open();
    Entry entry = entry(open, exchange);
    return code(open, entry, !(entry.parameters() instanceof HotpParameters));
  }

  private Answer code(OpenVault open, Entry entry, boolean withNext) {
    requireCompleteKey(open, entry);
    Instant now = clock.instant();
    OneTimePassword current = open.code(entry.id(), now);
    List<OneTimePassword> next = withNext ? List.of(open.nextCode(entry.id(), now)) : List.of();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("serverTime", now.truncatedTo(ChronoUnit.MILLIS).toString());
      OtpJson.code(json, "current", current, now);
      for (OneTimePassword following : next) {
        OtpJson.code(json, "next", following, now);
      }
      json.writeEndObject();
    });
  }

  private static void requireCompleteKey(OpenVault open, Entry entry) {
    switch (entry.parameters().type()) {
      case "motp", "yandex" -> {
        try (var key = open.openKey(entry.id())) {
          if (!key.complete()) {
            throw new Problem(
                    409,
                    "pin-missing",
                    "The entry has no PIN",
                    "Codes of this type need the PIN, and none is kept; add the entry again with"
                        + " it.")
                .asException();
          }
        } catch (NoSuchEntryException e) {
          throw Problem.notFound().asException();
        }
      }
      default -> {}
    }
  }
}
