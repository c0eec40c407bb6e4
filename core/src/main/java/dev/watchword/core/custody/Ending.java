package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.vault.EntryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Ends custody: by the customer, by an owner, by time. The secret and the recovery codes are
/// erased, the grants ended, and the act is put on record, all in one transaction. Thread-safe.
public final class Ending {

  private final Desk desk;
  private final AuditLog log;

  Ending(Desk desk, AuditLog log) {
    this.desk = desk;
    this.log = log;
  }

  /// Proof that something was erased, for the customer to keep.
  ///
  /// @param events how many lines the receipt's chain has now
  /// @param head its last hash, which the audit entry names too
  /// @param audit where the audit log stood right afterwards: the entry is at this place or before
  public record Proof(
      UUID receipt, Instant at, long events, String head, Optional<AuditLink> audit) {}

  /// Ends all that a receipt stands for.
  ///
  /// @return empty when nothing of it was held any more
  public Optional<Proof> byCustomer(Receipt receipt, Origin origin) {
    return end(receipt.id(), receipt.entries(), Held.State.ENDED_BY_CUSTOMER, "", origin);
  }

  /// Ends all that the receipt of an id stands for, in a store that was put back to before its
  /// holder did so.
  ///
  /// @return empty when nothing of it is held, or there is no such receipt
  public Optional<Proof> byCustomer(UUID receipt, Origin origin) {
    return desk.records()
        .find(Receipt.TYPE, receipt)
        .flatMap(kept -> byCustomer(kept.value(), origin));
  }

  /// Ends one held factor.
  ///
  /// @return empty when it is not held
  public Optional<Proof> byStaff(Custodian by, UUID entry) {
    return desk.records()
        .find(Held.TYPE, entry)
        .flatMap(kept ->
            end(
                kept.value().receipt(),
                List.of(entry),
                Held.State.ENDED_BY_STAFF,
                by.name(),
                by.origin()));
  }

  /// Ends what is over by the store's clock.
  ///
  /// @return how many there were
  public int sweep() {
    List<Kept<Held>> over =
        desk.records().list(Held.TYPE, query -> query.standing(RecordQuery.Standing.OVER));
    for (Kept<Held> held : over) {
      end(
          held.value().receipt(),
          List.of(held.value().id()),
          Held.State.ENDED_BY_TIME,
          "",
          new Origin("server", "clock", ""));
    }
    return over.size();
  }

  private Optional<Proof> end(
      UUID receiptId, List<UUID> entries, Held.State how, String by, Origin origin) {
    Optional<Proof> proof =
        desk.retrying(() -> {
          List<Kept<Held>> held =
              desk.records().list(Held.TYPE, query -> query.named(entries)).stream()
                  .filter(kept -> kept.value().state() == Held.State.HELD)
                  .toList();
          Optional<Kept<Receipt>> receipt = desk.records().find(Receipt.TYPE, receiptId);
          return held.isEmpty() || receipt.isEmpty()
              ? Optional.<Proof>empty()
              : Optional.of(
                  desk.entries()
                      .together(
                          desk.transactions(), () -> end(receipt.get(), held, how, by, origin)));
        });
    return proof.map(done -> {
      new LinkAudit(log, desk.trail()).link();
      return new Proof(done.receipt(), done.at(), done.events(), done.head(), log.head());
    });
  }

  private Proof end(
      Kept<Receipt> kept, List<Kept<Held>> held, Held.State how, String by, Origin origin) {
    Instant now = kept.at();
    desk.entries().erase(held.stream().map(one -> new EntryId(one.value().id())).toList());
    List<RecordWrite> writes = new ArrayList<>();
    Receipt receipt = kept.value();
    String head = "";
    for (Kept<Held> one : held) {
      writes.add(desk.records().replace(Held.TYPE, one, one.value().withState(how)));
      for (Kept<Grant> grant :
          desk.records()
              .list(
                  Grant.TYPE,
                  query -> query.about(one.value().id()).standing(RecordQuery.Standing.OPEN))) {
        writes.add(desk.records().replace(Grant.TYPE, grant, grant.value().withRevoked()));
      }
      Desk.Chained chained =
          desk.chained(
              kept, receipt, now, what(how), RecordColumns.NOBODY, by, one.value().name(), "");
      writes.addAll(chained.writes());
      receipt = chained.after();
      head = chained.head();
    }
    if (noneLeft(receipt, held)) {
      receipt = receipt.withEnded();
    }
    writes.add(desk.records().replace(Receipt.TYPE, kept, receipt));
    String which = // a customer's is all that the receipt stands for
        how == Held.State.ENDED_BY_STAFF ? " entry=" + held.getFirst().value().id() : "";
    desk.write(writes, desk.entry(now, origin, "receipt", receipt.id(), act(how), head + which));
    return new Proof(receipt.id(), now, receipt.events(), receipt.head(), Optional.empty());
  }

  private boolean noneLeft(Receipt receipt, List<Kept<Held>> ending) {
    List<UUID> ids = ending.stream().map(kept -> kept.value().id()).toList();
    return desk.records().list(Held.TYPE, query -> query.named(receipt.entries())).stream()
        .allMatch(
            kept -> kept.value().state() != Held.State.HELD || ids.contains(kept.value().id()));
  }

  private static ToldEvent what(Held.State how) {
    return switch (how) {
      case ENDED_BY_CUSTOMER -> ToldEvent.ENDED_BY_CUSTOMER;
      case ENDED_BY_STAFF -> ToldEvent.ENDED_BY_STAFF;
      case ENDED_BY_TIME -> ToldEvent.ENDED_BY_TIME;
      case HELD -> throw new IllegalArgumentException("how: is no end");
    };
  }

  private static Act act(Held.State how) {
    return switch (how) {
      case ENDED_BY_CUSTOMER -> Act.ENDED_BY_CUSTOMER;
      case ENDED_BY_STAFF -> Act.ENDED_BY_STAFF;
      case ENDED_BY_TIME -> Act.ENDED_BY_TIME;
      case HELD -> throw new IllegalArgumentException("how: is no end");
    };
  }
}
