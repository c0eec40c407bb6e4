package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.audit.LoggedKind.Slice;
import dev.watchword.core.audit.LoggedRows;
import dev.watchword.core.seal.TamperingException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Records of custody beside what the audit log tells of them (SECURITY CR-12: a grant that was
/// ended does not come back). A record that is gone lets nobody read anything, and is no
/// contradiction.
final class LoggedCustody implements LoggedRows<LoggedCustody.Name, SealedRecord> {

  private static final String CUSTODY = "custody.";
  private static final String CHANGED = "The record was changed outside of Watchword.";

  private static final List<RecordType<?>> TYPES =
      List.of(
          UploadLink.TYPE,
          Receipt.TYPE,
          Held.TYPE,
          Grant.TYPE,
          ReceiptEvent.TYPE,
          Approval.TYPE,
          Team.TYPE,
          Webhook.TYPE,
          Delivery.TYPE);

  private final CustodyRecords records;
  private final Slice slice;

  /// What was ended or removed before its time.
  private final Set<Name> ended = new HashSet<>();

  /// How often codes were read by a grant.
  private final Map<UUID, Integer> readings = new HashMap<>();

  /// The newest of a team.
  private final Map<UUID, Long> revisions = new HashMap<>();

  LoggedCustody(CustodyRecords records, Slice slice) {
    this.records = records;
    this.slice = slice;
  }

  /// One record.
  record Name(RecordKind kind, UUID id) {}

  @Override
  public Need hear(AuditEntry entry) {
    if (!entry.action().startsWith(CUSTODY)) {
      return Need.NONE;
    }
    return switch (entry.action().substring(CUSTODY.length())) {
      case "grant-revoked" -> end(RecordKind.GRANT, entry.subject(RecordKind.GRANT.text()));
      case "link-revoked", "handed-over" ->
          end(RecordKind.LINK, entry.subject(RecordKind.LINK.text()));
      case "ended-by-customer" -> end(RecordKind.RECEIPT, entry.subject(RecordKind.RECEIPT.text()));
      case "ended-by-staff" -> end(RecordKind.HELD, entry.id("entry"));
      case "webhook-removed" -> end(RecordKind.WEBHOOK, entry.subject(RecordKind.WEBHOOK.text()));
      case "team-removed" -> end(RecordKind.TEAM, entry.subject(RecordKind.TEAM.text()));
      case "team-changed" ->
          note(
              entry.subject("team"),
              id -> revisions.merge(id, entry.number("revision").orElse(0), Math::max));
      case "denied" -> end(RecordKind.APPROVAL, entry.id("approval"));
      case "code-read", "recovery-code-read" ->
          note(entry.id("grant"), id -> readings.merge(id, 1, Integer::sum));
      default -> Need.NONE;
    };
  }

  private Need end(RecordKind kind, Optional<UUID> id) {
    return note(id, ending -> ended.add(new Name(kind, ending)));
  }

  private Need note(Optional<UUID> about, Consumer<UUID> what) {
    Optional<UUID> id = about.filter(slice::has);
    id.ifPresent(what);
    return id.isPresent() ? Need.ALWAYS : Need.NONE;
  }

  @Override
  public void walk(BiConsumer<? super Name, ? super SealedRecord> look) {
    for (RecordType<?> type : TYPES) {
      LoggedRows.<UUID, SealedRecord>walk(
          (after, most) -> records.store().page(type.kind(), after, most),
          SealedRecord::id,
          row -> {
            if (slice.has(row.id())) {
              look.accept(new Name(row.kind(), row.id()), row);
            }
          });
    }
  }

  @Override
  public Collection<Name> expected() {
    return List.of();
  }

  @Override
  public Optional<SealedRecord> read(Name name) {
    return records.store().find(name.kind, name.id).value();
  }

  @Override
  public Optional<String> problem(Name name, Optional<SealedRecord> row) {
    try {
      return row.flatMap(sealed -> problem(name, sealed));
    } catch (TamperingException e) {
      return Optional.of(CHANGED);
    }
  }

  private Optional<String> problem(Name name, SealedRecord sealed) {
    CustodyRecord record = records.opened(type(name.kind), sealed);
    if (ended.contains(name) && !sealed.columns().ended()) {
      return Optional.of("The record had come to its end, and was put back.");
    }
    boolean older =
        switch (record) {
          case Grant grant -> grant.readings() < readings.getOrDefault(grant.id(), 0);
          case Team team -> sealed.revision() < revisions.getOrDefault(team.id(), 0L);
          default -> false;
        };
    return older ? Optional.of("The record was put back to an older state.") : Optional.empty();
  }

  private static RecordType<?> type(RecordKind kind) {
    return TYPES.stream().filter(type -> type.kind() == kind).findFirst().orElseThrow();
  }

  @Override
  public String changed() {
    return CHANGED;
  }

  @Override
  public String subject(Name name) {
    return name.kind.text() + "/" + name.id;
  }

  @Override
  public RowVersion version(SealedRecord row) {
    return new RowVersion(row.id(), row.revision());
  }
}
