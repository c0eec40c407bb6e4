package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditEvent.Custody.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Questions for a second person's approval, and the answers. Thread-safe.
public final class Approvals {

  /// For how long an approval lets its asker read codes.
  public static final Duration LASTS = Duration.ofMinutes(10);

  private static final Duration QUESTION_STANDS = Duration.ofHours(24);

  private final Desk desk;

  Approvals(Desk desk) {
    this.desk = desk;
  }

  /// Asks whether one may read codes of a held factor.
  ///
  /// @param reason 1 to 300 characters
  /// @return empty when nothing of that id is held for the one who asks
  public Optional<Approval> ask(Custodian by, UUID entry, String reason) {
    String why = PlainText.checked("reason", reason, 1, 300);
    return desk.retrying(() -> {
      if (desk.held(entry).isEmpty() || desk.grants(by.id(), entry).isEmpty()) {
        return Optional.empty();
      }
      Instant now = desk.now();
      Approval question =
          new Approval(
              desk.newId(),
              entry,
              by.id(),
              by.name(),
              why,
              now,
              now.plus(QUESTION_STANDS),
              Approval.State.ASKED,
              "");
      desk.write(
          List.of(desk.records().insert(Approval.TYPE, question)),
          desk.entry(
              now, by.origin(), "held", entry, Act.APPROVAL_ASKED, "approval=" + question.id()));
      return Optional.of(question);
    });
  }

  /// The questions that somebody can answer: all for an owner, else those on what they may read
  /// codes of themselves; never their own.
  public List<Approval> open(Custodian by) {
    return desk
        .records()
        .list(Approval.TYPE, query -> query.standing(RecordQuery.Standing.LIVE))
        .stream()
        .map(Kept::value)
        .filter(question -> question.state() == Approval.State.ASKED && mayDecide(by, question))
        .toList();
  }

  private boolean mayDecide(Custodian by, Approval question) {
    return !question.asker().equals(by.id())
        && (by.owner() || !desk.grants(by.id(), question.entry()).isEmpty());
  }

  /// Answers a question. An approval lasts ten minutes, for the asker and that factor alone.
  ///
  /// @return false when no such question is open for the one who answers
  public boolean decide(Custodian by, UUID id, boolean approve) {
    return desk.retrying(() -> {
      Optional<Kept<Approval>> found =
          desk.records()
              .find(Approval.TYPE, id)
              .filter(kept ->
                  kept.value().state() == Approval.State.ASKED
                      && kept.at().isBefore(kept.value().until())
                      && mayDecide(by, kept.value()));
      found.ifPresent(kept -> {
        Approval answered =
            kept.value()
                .decided(
                    approve ? Approval.State.APPROVED : Approval.State.DENIED,
                    by.name(),
                    kept.at().plus(LASTS));
        desk.write(
            List.of(desk.records().replaceLive(Approval.TYPE, kept, answered)),
            desk.entry(
                kept.at(),
                by.origin(),
                "held",
                kept.value().entry(),
                approve ? Act.APPROVED : Act.DENIED,
                "approval=" + id));
      });
      return found.isPresent();
    });
  }
}
