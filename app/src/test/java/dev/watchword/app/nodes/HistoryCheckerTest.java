package dev.watchword.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.nodes.Event.Act;
import dev.watchword.app.nodes.Event.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The checker itself: what it must let pass, and what it must find.
class HistoryCheckerTest { // MN-02

  private static Event verify(long began, long ended, long place, Outcome outcome) {
    return new Event(began, ended, "ann", Act.VERIFY, place, outcome);
  }

  private static Event redeem(long began, long ended, long place, Outcome outcome) {
    return new Event(began, ended, "set-1", Act.REDEEM, place, outcome);
  }

  @Test
  void letsAnHonestHistoryPass() {
    assertThat(
            HistoryChecker.contradictions(
                List.of(
                    verify(0, 10, 1, Outcome.ACCEPTED),
                    verify(2, 9, 1, Outcome.REFUSED),
                    verify(11, 12, 2, Outcome.UNKNOWN),
                    verify(13, 14, 2, Outcome.ACCEPTED),
                    verify(15, 16, 2, Outcome.UNKNOWN),
                    verify(15, 20, 4, Outcome.ACCEPTED),
                    verify(18, 25, 3, Outcome.ACCEPTED), // overlaps with that of 4
                    redeem(0, 1, 3, Outcome.ACCEPTED),
                    redeem(2, 3, 2, Outcome.ACCEPTED))))
        .isEmpty();
  }

  @Test
  void findsADoubleAcceptanceThatWasPlantedInALongHistory() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Event> history = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        Outcome outcome = i % 3 == 0 ? Outcome.ACCEPTED : Outcome.UNKNOWN;
        history.add(verify(i * 10L, i * 10L + 5, i, outcome));
      }
      assertThat(HistoryChecker.contradictions(history)).isEmpty();
      int place = random.nextInt(166) * 3;
      long when = place * 10L + random.nextInt(5);
      history.add(random.nextInt(history.size()), verify(when, when + 1, place, Outcome.ACCEPTED));
      assertThat(HistoryChecker.contradictions(history))
          .anyMatch(found -> found.equals("ann: code " + place + " was accepted 2 times"));
    }
  }

  @Test
  void findsABurnThatWasLost() {
    assertThat(
            HistoryChecker.contradictions(
                List.of(verify(0, 1, 7, Outcome.ACCEPTED), verify(2, 3, 6, Outcome.ACCEPTED))))
        .containsExactly("ann: code 6 was accepted after 7 had been");
  }

  @Test
  void anUnknownOutcomeExcusesNoSecondAcceptance() {
    assertThat(
            HistoryChecker.contradictions(
                List.of(
                    redeem(0, 1, 4, Outcome.UNKNOWN),
                    redeem(2, 3, 4, Outcome.ACCEPTED),
                    redeem(4, 5, 4, Outcome.ACCEPTED))))
        .containsExactly("set-1: code 4 was accepted 2 times");
  }

  @Test
  void findsACodeOfADeadSet() {
    assertThat(
            HistoryChecker.contradictions(
                List.of(
                    new Event(0, 1, "set-1", Act.REPLACE_SET, -1, Outcome.ACCEPTED),
                    redeem(2, 3, 4, Outcome.ACCEPTED))))
        .containsExactly("set-1: recovery code 4 was accepted after its set was dead");
    assertThat(
            HistoryChecker.contradictions(
                List.of(
                    new Event(0, 1, "set-1", Act.REPLACE_SET, -1, Outcome.UNKNOWN),
                    redeem(2, 3, 4, Outcome.ACCEPTED))))
        .isEmpty();
  }
}
