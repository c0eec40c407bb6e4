package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.AuditEvent.Entries.Act;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.OpenVault;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What is done to several entries at once: all of them, or none.
final class BatchEndpoints {

  private static final int MAX_IDS = 500;

  private final ServedVault vault;
  private final InstantSource clock;

  BatchEndpoints(ServedVault vault, InstantSource clock) {
    this.vault = vault;
    this.clock = clock;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route(
            "POST",
            "/api/v1/entries/batch",
            new Access.Needs(Permission.CHANGE_ENTRIES),
            this::change));
  }

  private Answer change(Exchange exchange) {
    OpenVault open = vault.open();
    try (JsonFields fields = exchange.json(Set.of("ids", "action", "tag"))) {
      List<EntryId> ids = ids(fields);
      String action = fields.text("action").orElse("");
      UnaryOperator<Entry> edit = edit(action, fields.text("tag"));
      requireAll(open, ids);
      vault.record(open, exchange, act(action), ids);
      return changed(open.edit(ids, edit));
    }
  }

  private static Act act(String action) {
    return switch (action) {
      case "trash" -> Act.TRASHED;
      case "restore" -> Act.RESTORED;
      default -> Act.CHANGED;
    };
  }

  private UnaryOperator<Entry> edit(String action, Optional<String> tag) {
    boolean tagging = action.equals("tag") || action.equals("untag");
    if (tag.isPresent() != tagging || tag.filter(String::isBlank).isPresent()) {
      throw Problem.invalid("tag", "goes with the actions tag and untag, and with no other")
          .asException();
    }
    String name = tag.orElse("").strip();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return switch (action) {
      case "trash" -> entry -> entry.trashed() ? entry : entry.withTrashedAt(Optional.of(now));
      case "restore" -> entry -> entry.withTrashedAt(Optional.empty());
      case "pin" -> entry -> entry.withPinned(true);
      case "unpin" -> entry -> entry.withPinned(false);
      case "tag" -> entry -> tagged(entry, name);
      case "untag" ->
          entry ->
              entry.withTags(entry.tags().stream().filter(each -> !each.equals(name)).toList());
      default ->
          throw Problem.invalid("action", "trash, restore, pin, unpin, tag or untag is wanted")
              .asException();
    };
  }

  private static Entry tagged(Entry entry, String tag) {
    List<String> tags = new ArrayList<>(entry.tags());
    if (!tags.contains(tag)) {
      tags.add(tag);
    }
    try {
      return entry.withTags(tags);
    } catch (IllegalArgumentException e) {
      throw OtpRequests.invalid(e);
    }
  }

  static Answer changed(int count) {
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeNumberField("changed", count);
      json.writeEndObject();
    });
  }

  /// The entries of those ids.
  ///
  /// @throws ProblemException when one of them is not there
  static List<Entry> requireAll(OpenVault open, List<EntryId> ids) {
    return ids.stream()
        .map(id -> open.entry(id).orElseThrow(() -> Problem.notFound().asException()))
        .toList();
  }

  /// The member `ids`: 1 to 500 ids, each once.
  static List<EntryId> ids(JsonFields fields) {
    Set<EntryId> ids = new LinkedHashSet<>();
    for (String id : fields.texts("ids").orElse(List.of())) {
      if (!Exchange.isUuid(id)) {
        throw Problem.notFound().asException();
      }
      ids.add(new EntryId(UUID.fromString(id)));
    }
    if (ids.isEmpty() || ids.size() > MAX_IDS) {
      throw Problem.invalid("ids", "1 to 500 ids are wanted").asException();
    }
    return List.copyOf(ids);
  }
}
