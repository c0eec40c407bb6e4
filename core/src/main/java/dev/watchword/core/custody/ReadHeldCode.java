package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import dev.watchword.core.custody.HeldReading.ApprovalNeeded;
import dev.watchword.core.custody.HeldReading.Code;
import dev.watchword.core.custody.HeldReading.NoneLeft;
import dev.watchword.core.custody.HeldReading.NotHeld;
import dev.watchword.core.custody.HeldReading.ReasonNeeded;
import dev.watchword.core.custody.HeldReading.Recovery;
import dev.watchword.core.custody.HeldReading.Reserved;
import dev.watchword.core.custody.HeldReading.UsedUp;
import dev.watchword.core.custody.ReadHeldCode.Admission.Admitted;
import dev.watchword.core.custody.ReadHeldCode.Admission.Refused;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.NoSuchEntryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads codes of held factors, each counted, put on record and told to the customer before it is
/// made. Thread-safe.
public final class ReadHeldCode {

  private static final int LONGEST_REASON = 300;

  private final Desk desk;

  ReadHeldCode(Desk desk) {
    this.desk = desk;
  }

  /// @param reason why; may be empty where no grant wants one; at most 300 characters
  /// @throws IllegalArgumentException when the reason is out of range
  public HeldReading read(Custodian by, UUID entry, String reason) {
    String why = PlainText.checked("reason", reason, 0, LONGEST_REASON);
    return desk.retrying(() -> {
      Admission admission = admission(by, entry, why);
      if (!(admission instanceof Admitted admitted)) {
        return ((Refused) admission).why();
      }
      record(by, admitted, why, ToldEvent.CODE_READ, Act.CODE_READ);
      try {
        return new Code(
            desk.entries().code(new EntryId(entry), admitted.held().at()), admitted.held().at());
      } catch (NoSuchEntryException erasedMeanwhile) {
        return new NotHeld();
      }
    });
  }

  /// The next unused recovery code; a reason is always wanted.
  ///
  /// @throws IllegalArgumentException when the reason is out of range
  public HeldReading nextRecoveryCode(Custodian by, UUID entry, String reason) {
    String why = PlainText.checked("reason", reason, 0, LONGEST_REASON);
    return desk.retrying(() -> {
      Admission admission = admission(by, entry, why);
      if (!(admission instanceof Admitted admitted)) {
        return ((Refused) admission).why();
      }
      if (why.isEmpty()) {
        return new ReasonNeeded();
      }
      EntryId id = new EntryId(entry);
      if (desk.entries().label(id).isEmpty()) {
        return new NotHeld();
      }
      return desk.entries()
          .together(
              desk.transactions(),
              () -> {
                Optional<String> code = desk.entries().nextRecoveryCode(id);
                if (code.isEmpty()) {
                  return new NoneLeft();
                }
                record(by, admitted, why, ToldEvent.RECOVERY_CODE_READ, Act.RECOVERY_CODE_READ);
                return new Recovery(code.get(), desk.entries().recoveryCodesLeft(id));
              });
    });
  }

  sealed interface Admission {

    record Refused(HeldReading why) implements Admission {}

    record Admitted(Kept<Held> held, Kept<Grant> grant, Optional<Kept<Approval>> approval)
        implements Admission {}
  }

  private Admission admission(Custodian by, UUID entry, String why) {
    Optional<Kept<Held>> held = desk.held(entry);
    List<Kept<Grant>> grants = held.isEmpty() ? List.of() : desk.grants(by.id(), entry);
    if (held.isEmpty() || grants.isEmpty()) {
      return new Refused(new NotHeld());
    }
    Held it = held.get().value();
    if (it.reservedAt(held.get().at()) && !it.reservedBy().equals(by.id())) {
      return new Refused(new Reserved(it.reservedName(), it.reservedUntil()));
    }
    Kept<Grant> grant = grants.getFirst();
    if (!grant.value().hasReadingsLeft()) {
      return new Refused(new UsedUp());
    }
    if (grant.value().rules().reasonRequired() && why.isEmpty()) {
      return new Refused(new ReasonNeeded());
    }
    Optional<Kept<Approval>> approval = Optional.empty();
    if (grant.value().rules().approvalRequired()) {
      approval =
          desk
              .records()
              .list(
                  Approval.TYPE,
                  query ->
                      query.about(entry).of(List.of(by.id())).standing(RecordQuery.Standing.LIVE))
              .stream()
              .filter(kept -> kept.value().state() == Approval.State.APPROVED)
              .findFirst();
      if (approval.isEmpty()) {
        return new Refused(new ApprovalNeeded());
      }
    }
    return new Admitted(held.get(), grant, approval);
  }

  /// The one conditional change that decides: the grant's count within its window, with the audit
  /// entry (SECURITY AZ-03, AZ-10).
  private void record(Custodian by, Admitted admission, String why, ToldEvent what, Act act) {
    Held held = admission.held().value();
    Kept<Receipt> receipt =
        desk.records().find(Receipt.TYPE, held.receipt()).orElseThrow(StaleRecordException::new);
    Desk.Chained chained =
        desk.chained(
            receipt,
            receipt.value(),
            admission.held().at(),
            what,
            by.id(),
            by.name(),
            held.name(),
            why);
    List<RecordWrite> writes = new ArrayList<>(chained.writes());
    writes.add(
        desk.records()
            .replaceLive(Grant.TYPE, admission.grant(), admission.grant().value().readOnce()));
    writes.add(desk.records().replaceLive(Receipt.TYPE, receipt, chained.after()));
    admission
        .approval()
        .ifPresent(approval -> writes.add(desk.records().require(Approval.TYPE, approval)));
    desk.write(
        writes,
        desk.entry(
            admission.held().at(),
            by.origin(),
            "held",
            held.id(),
            act,
            "grant=" + admission.grant().value().id() + " " + chained.head()));
  }
}
