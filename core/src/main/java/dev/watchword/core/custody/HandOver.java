package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.LinkLook.NoSuchLink;
import dev.watchword.core.custody.LinkLook.Open;
import dev.watchword.core.custody.LinkLook.PinNeeded;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.NewEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The customer's side of an upload link: looking at it, and using it once. Thread-safe.
public final class HandOver {

  private final Desk desk;
  private final LinkPins pins;

  HandOver(Desk desk, LinkPins pins) {
    this.desk = desk;
    this.pins = pins;
  }

  /// What became of an attempt to hand over.
  public sealed interface Outcome {

    /// Nothing was kept.
    ///
    /// @param look why not; never [Open]
    record Refused(LinkLook look) implements Outcome {}

    /// More accounts than the link is for; nothing was kept, and the link still counts.
    record TooMany(int most) implements Outcome {}

    /// It is held.
    ///
    /// @param token opens the receipt; the only time that it is to be had
    record Done(CustodyToken token, Receipt receipt, List<Held> held) implements Outcome {
      public Done {
        held = List.copyOf(held);
      }
    }
  }

  /// Looks at a link. A wrong PIN is counted before it is told (SECURITY TH-04).
  ///
  /// @param presented anything
  /// @param pin empty for none
  public LinkLook look(String presented, String pin, Origin origin) {
    Optional<CustodyToken> token = CustodyToken.parse(CustodyToken.LINK, presented);
    return token.isEmpty() ? new NoSuchLink() : desk.retrying(() -> look(token.get(), pin, origin));
  }

  private LinkLook look(CustodyToken token, String pin, Origin origin) {
    Optional<Kept<UploadLink>> found = live(token);
    if (found.isEmpty()) {
      return new NoSuchLink();
    }
    Kept<UploadLink> kept = found.get();
    UploadLink link = kept.value();
    if (!link.pinNeeded()) {
      return new Open(link);
    }
    if (pin.isBlank()) {
      return new PinNeeded(false);
    }
    // charged first: of many tries at once no more are evaluated than are free
    UploadLink charged = link.withWrongPins(link.wrongPins() + 1);
    desk.write(
        List.of(desk.records().replaceLive(UploadLink.TYPE, kept, charged)),
        desk.entry(
            kept.at(),
            origin,
            "link",
            link.id(),
            Act.LINK_PIN_REFUSED,
            "tries=" + charged.wrongPins()));
    if (!pins.matches(link, pin)) {
      return charged.dead() ? new NoSuchLink() : new PinNeeded(true);
    }
    Kept<UploadLink> after = new Kept<>(charged, kept.revision() + 1, kept.at());
    try {
      desk.records()
          .store()
          .write(List.of(desk.records().replace(UploadLink.TYPE, after, link)), List.of());
    } catch (StaleRecordException anotherTry) {
      // it stays charged, by another try that came in between
    }
    return new Open(link);
  }

  private Optional<Kept<UploadLink>> live(CustodyToken token) {
    return desk.records()
        .find(UploadLink.TYPE, token.hash())
        .filter(kept -> kept.value().liveAt(kept.at()));
  }

  /// Hands accounts over: the link is used up, the entries, grants, the receipt and the audit entry
  /// are written, all or nothing; of any number of tries at once exactly one succeeds.
  ///
  /// @param accounts at least one, their keys complete; stay the caller's to close
  public Outcome handOver(String presented, String pin, List<NewEntry> accounts, Origin origin) {
    LinkLook look = look(presented, pin, origin);
    if (!(look instanceof Open(UploadLink link))) {
      return new Outcome.Refused(look);
    }
    if (accounts.size() > link.terms().pictures()) {
      return new Outcome.TooMany(link.terms().pictures());
    }
    CustodyToken token = CustodyToken.parse(CustodyToken.LINK, presented).orElseThrow();
    return desk.retrying(() -> {
      Optional<Kept<UploadLink>> live = live(token);
      return live.isEmpty()
          ? new Outcome.Refused(new NoSuchLink())
          : desk.entries()
              .together(desk.transactions(), () -> handOver(live.get(), accounts, origin));
    });
  }

  private Outcome handOver(Kept<UploadLink> kept, List<NewEntry> accounts, Origin origin) {
    UploadLink link = kept.value();
    LinkTerms terms = link.terms();
    Instant now = kept.at();
    List<Entry> entries = desk.entries().add(accounts);
    CustodyToken token = CustodyToken.random(CustodyToken.RECEIPT, desk.random());
    UUID receiptId = desk.newId();
    Receipt receipt =
        new Receipt(
            receiptId,
            token.hash(),
            link.id(),
            terms.customer(),
            terms.purpose(),
            now,
            terms.heldUntil(),
            entries.stream().map(entry -> entry.id().value()).toList(),
            0,
            ReceiptEvent.start(receiptId),
            false);
    List<RecordWrite> writes = new ArrayList<>();
    writes.add(
        desk.records().replaceLive(UploadLink.TYPE, kept, link.withState(UploadLink.State.USED)));
    List<Held> held = new ArrayList<>();
    Kept<Receipt> none = new Kept<>(receipt, 0, now);
    for (Entry entry : entries) {
      Held one =
          new Held(
              entry.id().value(),
              receiptId,
              terms.customer(),
              PlainText.neutral(entry.label().issuer(), 256),
              PlainText.neutral(entry.label().accountName(), 256),
              terms.purpose(),
              now,
              terms.heldUntil(),
              Held.State.HELD,
              RecordColumns.NOBODY,
              "",
              Instant.EPOCH);
      held.add(one);
      writes.add(desk.records().insert(Held.TYPE, one));
      for (Grantee grantee : terms.grantees()) {
        writes.add(
            desk.records()
                .insert(
                    Grant.TYPE,
                    new Grant(
                        desk.newId(),
                        one.id(),
                        grantee,
                        now,
                        terms.heldUntil(),
                        terms.rules(),
                        0,
                        link.createdBy(),
                        false)));
      }
      Desk.Chained chained =
          desk.chained(
              none, receipt, now, ToldEvent.HANDED_OVER, RecordColumns.NOBODY, "", one.name(), "");
      writes.addAll(chained.writes());
      receipt = chained.after();
    }
    writes.add(desk.records().insert(Receipt.TYPE, receipt));
    desk.write(
        writes,
        desk.entry(
            now,
            origin,
            "link",
            link.id(),
            Act.HANDED_OVER,
            "receipt=%s accounts=%d head=%s".formatted(receiptId, entries.size(), receipt.head())));
    return new Outcome.Done(token, receipt, held);
  }
}
