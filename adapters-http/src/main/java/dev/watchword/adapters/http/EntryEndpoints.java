package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.EntrySearch;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The entries of the open vault; never a secret.
final class EntryEndpoints {

  private static final int MAX_PAGE = 500;
  private static final String ALL = "/api/v1/entries";
  private static final String ONE = ALL + "/{id}";

  private final ServedVault vault;
  private final EntryJson views;

  EntryEndpoints(ServedVault vault, EntryJson views) {
    this.vault = vault;
    this.views = views;
  }

  Stream<Route> routes() {
    Access read = new Access.Needs(Permission.SEE_ENTRIES);
    Access write = new Access.Needs(Permission.CHANGE_ENTRIES);
    return Stream.of(
        new Route("GET", ALL, read, this::list),
        new Route("POST", ALL, write, this::add),
        new Route("GET", ONE, read, this::show),
        new Route("PATCH", ONE, write, this::change),
        new Route("DELETE", ONE, write, this::trash),
        new Route("POST", ONE + "/restore", write, this::restore));
  }

  /// The entry that the path names.
  ///
  /// @throws ProblemException when there is none; an id that is none looks the same
  static Entry entry(OpenVault open, Exchange exchange) {
    return open.entry(id(exchange)).orElseThrow(() -> Problem.notFound().asException());
  }

  /// The id in the path.
  static EntryId id(Exchange exchange) {
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
    OpenVault open = vault.open();
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
      views.writeAll(json, open, exchange, found.subList(from, to));
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private Answer show(Exchange exchange) {
    OpenVault open = vault.open();
    Entry entry = entry(open, exchange);
    return Answer.ok(json -> views.write(json, open, exchange, entry));
  }

  private Answer add(Exchange exchange) {
    OpenVault open = vault.open();
    try (NewEntry fresh = EntryRequests.newEntry(exchange)) {
      return add(open, exchange, fresh);
    }
  }

  /// Adds an entry, and answers it.
  Answer add(OpenVault open, Exchange exchange, NewEntry fresh) {
    ServedVault.checkRoom(open, 1);
    EntryId id = open.newId();
    vault.record(open, exchange, Act.ADDED, id);
    Entry entry = open.add(id, fresh);
    return Answer.created(ALL + "/" + id, json -> views.write(json, open, exchange, entry));
  }

  private Answer change(Exchange exchange) {
    OpenVault open = vault.open();
    Entry before = entry(open, exchange);
    UnaryOperator<Entry> changes = EntryRequests.changes(exchange);
    if (changes.apply(before).equals(before)) { // bad values are refused before the line is kept
      return Answer.ok(json -> views.write(json, open, exchange, before));
    }
    vault.record(open, exchange, Act.CHANGED, before.id());
    Entry entry = open.edit(before.id(), changes);
    return Answer.ok(json -> views.write(json, open, exchange, entry));
  }

  private Answer trash(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = entry(open, exchange).id();
    vault.record(open, exchange, Act.TRASHED, id);
    open.trash(id);
    return Answer.noContent();
  }

  private Answer restore(Exchange exchange) {
    OpenVault open = vault.open();
    EntryId id = entry(open, exchange).id();
    vault.record(open, exchange, Act.RESTORED, id);
    Entry entry = open.restore(id);
    return Answer.ok(json -> views.write(json, open, exchange, entry));
  }
}
