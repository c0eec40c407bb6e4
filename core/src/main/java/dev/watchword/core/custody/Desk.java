package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Custody.Act;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.HeldEntries;
import dev.watchword.core.vault.StorageException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// What every act of custody works with. Thread-safe.
///
/// @param entries the vault's side of what is held
record Desk(
    CustodyRecords records,
    AuditTrail trail,
    HeldEntries entries,
    Transactions transactions,
    SecureRandom random) {

  private static final int MAX_TRIES = 500;

  UUID newId() {
    long high = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /// The store's time.
  Instant now() {
    return records.store().find(RecordKind.TEAM, RecordColumns.NOBODY).at();
  }

  /// Does work again, from the beginning, where another was first.
  <T> T retrying(Supplier<T> work) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      try {
        return work.get();
      } catch (StaleRecordException anotherWasFirst) {
        // what it was decided by is read anew
      }
    }
    throw new StorageException("Others keep changing this; try again in a moment.");
  }

  AuditEntry entry(Instant at, Origin origin, String thing, UUID id, Act act, String more) {
    return trail.entry(at, origin, new AuditEvent.Custody(thing, id, act, more));
  }

  /// Writes a change without anything of the vault's.
  void write(List<RecordWrite> change, AuditEntry entry) {
    records.store().write(change, List.of(entry));
  }

  /// Whose grants a person has: their own, their teams' and everybody's.
  List<UUID> holders(UUID person) {
    List<UUID> holders = new ArrayList<>(List.of(person, Grantee.ANY));
    records.list(Team.TYPE, query -> query).stream()
        .map(Kept::value)
        .filter(team -> team.members().contains(person))
        .forEach(team -> holders.add(team.id()));
    return holders;
  }

  /// A held factor that is neither ended nor over.
  Optional<Kept<Held>> held(UUID entry) {
    return records
        .find(Held.TYPE, entry)
        .filter(kept ->
            kept.value().state() == Held.State.HELD && kept.at().isBefore(kept.value().until()));
  }

  /// The live grants of a person on a held factor, the easiest to meet first.
  List<Kept<Grant>> grants(UUID person, UUID entry) {
    return records
        .list(
            Grant.TYPE,
            query -> query.about(entry).of(holders(person)).standing(RecordQuery.Standing.LIVE))
        .stream()
        .sorted(Comparator.comparingInt(kept -> difficulty(kept.value())))
        .toList();
  }

  static int difficulty(Grant grant) {
    return (grant.hasReadingsLeft() ? 0 : 4)
        + (grant.rules().approvalRequired() ? 2 : 0)
        + (grant.rules().reasonRequired() ? 1 : 0);
  }

  /// One more line of a receipt's chain, and what tells webhooks of it.
  ///
  /// @param person who of the staff did it
  /// @param by how the customer sees who did it
  Chained chained(
      Kept<Receipt> receipt,
      Receipt latest,
      Instant at,
      ToldEvent what,
      UUID person,
      String by,
      String account,
      String reason) {
    long number = latest.events() + 1;
    String line =
        new EventLine()
            .with("receipt", latest.id())
            .with("number", number)
            .with("at", at)
            .with("what", what.text())
            .with("by", by)
            .with("account", account)
            .with("reason", reason)
            .toString();
    ReceiptEvent event =
        new ReceiptEvent(
            newId(), latest.id(), number, at, line, ReceiptEvent.next(latest.head(), line), person);
    List<RecordWrite> writes = new ArrayList<>();
    writes.add(records.insert(ReceiptEvent.TYPE, event));
    writes.addAll(
        deliveries(
            at,
            what,
            () ->
                new EventLine()
                    .with("event", what.text())
                    .with("at", at)
                    .with("receipt", latest.id())
                    .with("customer", latest.customer())
                    .with("account", account)
                    .with("by", by)
                    .with("reason", reason)));
    return new Chained(receipt, latest.after(event), writes);
  }

  /// A receipt with new lines, not written yet.
  record Chained(Kept<Receipt> before, Receipt after, List<RecordWrite> writes) {

    Chained {
      writes = List.copyOf(writes);
    }

    String head() {
      return "events=" + after.events() + " head=" + after.head();
    }
  }

  /// An event on its way to each webhook that wants it.
  ///
  /// @param body made where one does, for each
  List<RecordWrite> deliveries(Instant at, ToldEvent event, Supplier<EventLine> body) {
    List<RecordWrite> writes = new ArrayList<>();
    for (Kept<Webhook> webhook : records.list(Webhook.TYPE, query -> query)) {
      if (webhook.value().wants(event)) {
        UUID id = newId();
        writes.add(
            records.insert(
                Delivery.TYPE,
                new Delivery(
                    id,
                    webhook.value().id(),
                    body.get().with("delivery", id).toString(),
                    0,
                    at,
                    at.plus(Delivery.LONGEST))));
      }
    }
    return writes;
  }
}
