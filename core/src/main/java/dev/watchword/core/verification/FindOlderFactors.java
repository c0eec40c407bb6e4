package dev.watchword.core.verification;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.enrolment.AuthenticatedEnrolments;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.recovery.AuthenticatedRecoveries;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.seal.TamperingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Holds the bound factors and the recovery codes that a store has against its audit log: finds the
/// row that was edited, put back to an older state, brought back after it was revoked, or taken
/// away (SECURITY CR-12).
///
/// Rests on a log that [dev.watchword.core.audit.VerifyAudit] found intact. What changes meanwhile
/// is not mistaken for any of these. Holds some 200 bytes for each subscriber in memory.
/// Thread-safe.
public final class FindOlderFactors {

  private static final int PAGE = 1000;
  private static final Pattern NUMBER = Pattern.compile("(?:^| )(step|remaining)=(\\d{1,19})");
  private static final Pattern ENROLMENT = Pattern.compile("^enrolment=([0-9a-f-]{36})");
  private static final long NONE = -1;
  private static final String CHANGED_FACTOR = "The factor was changed outside of Watchword.";
  private static final String CHANGED_CODES =
      "The recovery codes were changed outside of Watchword.";

  private final AuditLog log;
  private final LinkAudit link;
  private final AuthenticatedEnrolments enrolments;
  private final AuthenticatedRecoveries recoveries;

  public FindOlderFactors(
      AuditLog log,
      LinkAudit link,
      AuthenticatedEnrolments enrolments,
      AuthenticatedRecoveries recoveries) {
    this.log = log;
    this.link = link;
    this.enrolments = enrolments;
    this.recoveries = recoveries;
  }

  /// A row that is not as the log says.
  ///
  /// @param subject whose, as the log names them
  /// @param problem what is wrong, in one sentence
  public record Finding(String subject, String problem) {}

  /// What the log tells of one subscriber, as of its last entry.
  ///
  /// @param enrolment the bound one
  /// @param lastStep the last accepted one of that enrolment's, -1 where none was
  /// @param remaining recovery codes, -1 where there is no set
  private record Told(Optional<UUID> enrolment, long lastStep, long remaining) {

    static final Told NOTHING = new Told(Optional.empty(), NONE, NONE);

    Told after(AuditEntry entry) {
      return switch (entry.action()) {
        case "enrolment.confirmed", "enrolment.confirmed-in-place-of-another" ->
            new Told(enrolmentOf(entry), NONE, remaining);
        case "enrolment.revoked" -> NOTHING;
        case "otp.accepted" ->
            new Told(enrolment, Math.max(lastStep, number(entry, "step")), remaining);
        case "recovery.issued", "recovery.issued-in-place-of-others", "recovery.redeemed" ->
            new Told(enrolment, lastStep, number(entry, "remaining"));
        default -> this;
      };
    }

    private static Optional<UUID> enrolmentOf(AuditEntry entry) {
      Matcher found = ENROLMENT.matcher(entry.details());
      return found.find() ? Optional.of(UUID.fromString(found.group(1))) : Optional.empty();
    }

    private static long number(AuditEntry entry, String name) {
      return NUMBER
          .matcher(entry.details())
          .results()
          .filter(found -> found.group(1).equals(name))
          .mapToLong(found -> Long.parseLong(found.group(2)))
          .findFirst()
          .orElse(NONE);
    }
  }

  /// @return one for each row that is wrong, in no order
  public List<Finding> find() {
    Map<String, Told> told = new HashMap<>();
    long seq = read(0, told);
    Set<Subscriber> suspects = new HashSet<>();
    Set<String> there = new HashSet<>();
    walk(
        enrolments::page,
        Active::subscriber,
        factor -> {
          there.add(factor.subscriber().toString());
          if (problem(factor, told(told, factor.subscriber())).isPresent()) {
            suspects.add(factor.subscriber());
          }
        });
    walk(
        recoveries::page,
        RecoverySet::subscriber,
        set -> {
          if (problem(set, told(told, set.subscriber())).isPresent()) {
            suspects.add(set.subscriber());
          }
        });
    told.forEach((subject, one) -> {
      if (one.enrolment.isPresent() && !there.contains(subject)) {
        suspects.add(subscriber(subject));
      }
    });
    return suspects.isEmpty() ? List.of() : judged(suspects, seq, told);
  }

  /// What looked wrong may have changed while it was looked at: once more, each by itself.
  private List<Finding> judged(Set<Subscriber> suspects, long seq, Map<String, Told> told) {
    read(seq, told);
    List<Finding> findings = new ArrayList<>();
    for (Subscriber suspect : suspects) {
      Told latest = told(told, suspect);
      Stream.of(factorProblem(suspect, latest), codesProblem(suspect, latest))
          .flatMap(Optional::stream)
          .forEach(problem -> findings.add(new Finding(suspect.toString(), problem)));
    }
    return findings;
  }

  private Optional<String> factorProblem(Subscriber suspect, Told told) {
    try {
      Optional<Active> factor = enrolments.active(suspect).value();
      return factor.isEmpty() && told.enrolment.isPresent()
          ? Optional.of("The factor is gone, and nobody revoked it.")
          : factor.flatMap(row -> problem(row, told));
    } catch (TamperingException e) {
      return Optional.of(CHANGED_FACTOR);
    }
  }

  private Optional<String> codesProblem(Subscriber suspect, Told told) {
    try {
      return recoveries.find(suspect).value().flatMap(row -> problem(row, told));
    } catch (TamperingException e) {
      return Optional.of(CHANGED_CODES);
    }
  }

  /// A row that is newer than what was told has a later step; only an older one has an earlier.
  private Optional<String> problem(Active factor, Told told) {
    if (!enrolments.isGenuine(factor)) {
      return Optional.of(CHANGED_FACTOR);
    }
    if (!told.enrolment.equals(Optional.of(factor.id().value()))) {
      return Optional.of("The factor is one that was revoked or replaced.");
    }
    return factor.lastStep() < told.lastStep
        ? Optional.of("The factor was put back: a code that was used would count again.")
        : Optional.empty();
  }

  private Optional<String> problem(RecoverySet set, Told told) {
    if (!recoveries.isGenuine(set)) {
      return Optional.of(CHANGED_CODES);
    }
    return set.remaining() > told.remaining
        ? Optional.of("The recovery codes were put back: one that was used would count again.")
        : Optional.empty();
  }

  private static Subscriber subscriber(String subject) {
    int slash = subject.indexOf('/');
    return Subscriber.of(subject.substring(0, slash), subject.substring(slash + 1));
  }

  private static Told told(Map<String, Told> all, Subscriber subscriber) {
    return told(all, subscriber.toString());
  }

  private static Told told(Map<String, Told> all, String subject) {
    return all.getOrDefault(subject, Told.NOTHING);
  }

  /// @return the last entry's place
  private long read(long afterSeq, Map<String, Told> all) {
    link.link();
    long end = log.head().map(AuditLink::seq).orElse(0L);
    long seq = afterSeq;
    while (seq < end) {
      for (LinkedEntry linked : log.page(seq, PAGE)) {
        AuditEntry entry = linked.entry();
        seq = linked.link().seq();
        Told now = told(all, entry.subject());
        Told then = now.after(entry);
        if (then != now) {
          all.put(entry.subject(), then);
        }
      }
    }
    return end;
  }

  private interface Pages<T> {
    List<T> page(Optional<Subscriber> after, int limit);
  }

  private interface Look<T> {
    void at(T row);
  }

  private static <T> void walk(
      Pages<T> pages, Function<? super T, Subscriber> owner, Look<? super T> look) {
    Optional<Subscriber> last = Optional.empty();
    List<T> page;
    do {
      page = pages.page(last, PAGE);
      for (T row : page) {
        look.at(row);
      }
      last = page.isEmpty() ? last : Optional.of(owner.apply(page.getLast()));
    } while (page.size() == PAGE);
  }
}
