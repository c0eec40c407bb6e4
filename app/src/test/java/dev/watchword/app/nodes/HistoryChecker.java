package dev.watchword.app.nodes;

import dev.watchword.app.nodes.Event.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells whether a history of concurrent operations could have come from a verifier that accepts
/// each code once and never forgets it (SECURITY MN-02).
///
/// Each factor is a register that only rises, each recovery code a register that is spent once. An
/// operation took effect at some moment between its two times; one of unknown outcome took effect
/// at any moment after it began, or never: so it excuses nothing that was accepted twice, and
/// convicts nobody either.
final class HistoryChecker {

  private HistoryChecker() {}

  /// @return a sentence for each contradiction; empty when the history can be explained
  static List<String> contradictions(List<Event> history) {
    Map<String, List<Event>> bySubject =
        history.stream().collect(Collectors.groupingBy(Event::subject));
    List<String> found = new ArrayList<>();
    bySubject.forEach((subject, events) -> {
      List<Event> accepted = events.stream().filter(Event::accepted).toList();
      twice(subject, accepted, found);
      fallen(subject, accepted, found);
      revived(subject, accepted, found);
    });
    return found;
  }

  /// No place of a subject is accepted twice, by whatever act.
  private static void twice(String subject, List<Event> accepted, List<String> found) {
    accepted.stream()
        .filter(event -> event.act() != Act.REPLACE_SET)
        .collect(Collectors.groupingBy(Event::place, Collectors.counting()))
        .forEach((place, times) -> {
          if (times > 1) {
            found.add("%s: code %d was accepted %d times".formatted(subject, place, times));
          }
        });
  }

  /// No code is accepted after a later or equal one's acceptance was answered.
  private static void fallen(String subject, List<Event> accepted, List<String> found) {
    List<Event> codes =
        accepted.stream()
            .filter(event -> event.act() == Act.VERIFY || event.act() == Act.CONFIRM)
            .toList();
    for (Event earlier : codes) {
      for (Event later : codes) {
        if (earlier.ended() < later.began() && later.place() < earlier.place()) {
          found.add(
              "%s: code %d was accepted after %d had been"
                  .formatted(subject, later.place(), earlier.place()));
        }
      }
    }
  }

  /// No recovery code is accepted after its set was replaced.
  private static void revived(String subject, List<Event> accepted, List<String> found) {
    for (Event replaced : accepted) {
      for (Event later : accepted) {
        if (replaced.act() == Act.REPLACE_SET
            && later.act() == Act.REDEEM
            && replaced.ended() < later.began()) {
          found.add(
              "%s: recovery code %d was accepted after its set was dead"
                  .formatted(subject, later.place()));
        }
      }
    }
  }
}
