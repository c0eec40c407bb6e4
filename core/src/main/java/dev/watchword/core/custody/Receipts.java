package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.vault.EntryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The customer's side of what they handed over: seeing it, and adding recovery codes. Thread-safe.
public final class Receipts {

  private final Desk desk;

  Receipts(Desk desk) {
    this.desk = desk;
  }

  /// A receipt as its holder sees it.
  ///
  /// @param at the store's time
  /// @param held the factors, ended ones too
  /// @param recoveryCodes how many unused ones are kept, by the factor's id
  /// @param events the chain, oldest first; the newest 1,000 lines
  public record View(
      Receipt receipt,
      Instant at,
      List<Held> held,
      Map<UUID, Integer> recoveryCodes,
      List<ReceiptEvent> events) {
    public View {
      held = List.copyOf(held);
      recoveryCodes = Map.copyOf(recoveryCodes);
      events = List.copyOf(events);
    }
  }

  /// @param presented anything
  /// @return empty when it opens no receipt
  public Optional<View> show(String presented) {
    return find(presented)
        .map(kept -> {
          List<Held> held =
              desk.records().list(Held.TYPE, query -> query.named(kept.value().entries())).stream()
                  .map(Kept::value)
                  .toList();
          Map<UUID, Integer> codes =
              held.stream()
                  .filter(one -> desk.entries().label(new EntryId(one.id())).isPresent())
                  .collect(
                      Collectors.toMap(
                          Held::id,
                          one -> desk.entries().recoveryCodesLeft(new EntryId(one.id()))));
          return new View(kept.value(), kept.at(), held, codes, events(kept.value().id()));
        });
  }

  /// The chain of a receipt, oldest first; the newest 1,000 lines.
  public List<ReceiptEvent> events(UUID receipt) {
    return desk
        .records()
        .list(ReceiptEvent.TYPE, query -> query.about(receipt).newest(1000))
        .stream()
        .map(Kept::value)
        .toList()
        .reversed();
  }

  /// The chain of the receipt that a held factor belongs to, for the staff.
  public List<ReceiptEvent> eventsOf(UUID entry) {
    return desk.records()
        .find(Held.TYPE, entry)
        .map(kept -> events(kept.value().receipt()))
        .orElse(List.of());
  }

  /// Keeps recovery codes with a held factor.
  ///
  /// @param codes 1 to 50
  /// @return how many were new; empty when the receipt or the factor is not there any more
  public Optional<Integer> addRecoveryCodes(
      String presented, UUID entry, List<String> codes, Origin origin) {
    if (codes.isEmpty() || codes.size() > 50) {
      throw new IllegalArgumentException("codes: 1 to 50, got " + codes.size());
    }
    return desk.retrying(() -> {
      Optional<Kept<Receipt>> found =
          find(presented).filter(kept -> kept.value().entries().contains(entry));
      Optional<Kept<Held>> held = desk.held(entry);
      return found.isEmpty() || held.isEmpty()
          ? Optional.<Integer>empty()
          : Optional.of(
              desk.entries()
                  .together(
                      desk.transactions(),
                      () -> add(found.get(), held.get().value(), codes, origin)));
    });
  }

  private int add(Kept<Receipt> kept, Held held, List<String> codes, Origin origin) {
    int added = desk.entries().addRecoveryCodes(new EntryId(held.id()), codes);
    Desk.Chained chained =
        desk.chained(
            kept,
            kept.value(),
            kept.at(),
            ToldEvent.RECOVERY_CODES_HANDED_OVER,
            RecordColumns.NOBODY,
            "",
            held.name(),
            "");
    List<RecordWrite> writes = new ArrayList<>(chained.writes());
    writes.add(desk.records().replace(Receipt.TYPE, kept, chained.after()));
    desk.write(
        writes,
        desk.entry(
            kept.at(),
            origin,
            "held",
            held.id(),
            Act.RECOVERY_CODES_HANDED_OVER,
            "added=" + added + " " + chained.head()));
    return added;
  }

  private Optional<Kept<Receipt>> find(String presented) {
    return CustodyToken.parse(CustodyToken.RECEIPT, presented)
        .flatMap(token -> desk.records().find(Receipt.TYPE, token.hash()));
  }
}
