package dev.watchword.core.verification;

import static dev.watchword.core.verification.Node.BY;
import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.Drift;
import dev.watchword.core.matching.CodeWindow;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.throttle.AttemptLimit;
import dev.watchword.core.verification.Verification.Accepted;
import dev.watchword.core.verification.Verification.Locked;
import dev.watchword.core.verification.Verification.NotEnrolled;
import dev.watchword.core.verification.Verification.Rejected;
import dev.watchword.core.verification.Verification.Replayed;
import dev.watchword.core.verification.Verification.Throttled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyOtpTest {

  private static final Subscriber ANN = subscriber("ann");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(1));

  private Node withWindow(int steps) {
    return new Node(
        store,
        FixedRandom.seeded(2),
        new VerificationPolicy(new CodeWindow(steps, 10), AttemptLimit.STANDARD));
  }

  @Test
  void knowsNoStranger() {
    assertThat(node.verify(ANN, "123456")).isEqualTo(new NotEnrolled());
    assertThat(node.actions()).containsExactly("otp.not-enrolled");
  }

  @Nested
  class Window {

    @ParameterizedTest
    @CsvSource({
      "0, -1, false",
      "0, 0, true",
      "0, 1, false",
      "1, -2, false",
      "1, -1, true",
      "1, 0, true",
      "1, 1, true",
      "1, 2, false",
      "2, -3, false",
      "2, -2, true",
      "2, 2, true",
      "2, 3, false"
    })
    void takesTheStepsWithinAndNoOthers(int width, int offset, boolean taken) { // OV-01
      Node narrow = withWindow(width);
      Authenticator device = narrow.enrol(ANN);
      store.advance(Duration.ofMinutes(5));

      assertThat(narrow.verify(ANN, device.code(offset)) instanceof Accepted).isEqualTo(taken);
    }

    @Test
    void changesAtTheBoundaryToTheMillisecond() { // OV-01
      for (int boundary = 0; boundary < 100; boundary++) {
        Authenticator early = node.enrol(subscriber("early-" + boundary));
        Authenticator late = node.enrol(subscriber("late-" + boundary));
        store.advance(Duration.ofMinutes(2));
        String future = early.code(2);
        String past = late.code(0);
        store.advance(Duration.ofMillis(29_999));
        assertThat(node.verify(early.subscriber(), future)).isInstanceOf(Rejected.class);
        store.advance(Duration.ofMillis(1));
        assertThat(node.verify(early.subscriber(), future)).isInstanceOf(Accepted.class);
        store.advance(Duration.ofSeconds(30));
        assertThat(node.verify(late.subscriber(), past)).isInstanceOf(Rejected.class);
        store.advance(Duration.ofMillis(-1));
        assertThat(node.verify(late.subscriber(), past)).isInstanceOf(Accepted.class);
        store.advance(Duration.ofMillis(1));
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 31, 1L << 32, 253_402_300_799L})
    void countsTimeIn64Bits(long epochSecond) { // OV-04
      store.advance(Duration.ofSeconds(epochSecond - store.now().getEpochSecond()));
      Authenticator device = node.enrol(ANN);

      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"SHA1, 6, 30", "SHA1, 8, 60", "SHA256, 6, 60", "SHA256, 8, 30", "SHA512, 8, 60"})
    void takesEveryKindThatIsIssued(HashAlgorithm algorithm, int digits, int period) { // OV-15
      Authenticator device =
          node.enrol(
              ANN, new TotpParameters(algorithm, new Digits(digits), Duration.ofSeconds(period)));
      store.advance(Duration.ofSeconds(60));

      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
      assertThat(node.verify(ANN, device.code(0).substring(1))).isInstanceOf(Rejected.class);
    }
  }

  @Nested
  class Replay {

    @Test
    void refusesTheSameCodeAgain() { // OV-05
      Authenticator device = node.enrol(ANN);
      long step = store.now().getEpochSecond() / 30;

      assertThat(node.verify(ANN, device.code(0))).isEqualTo(new Accepted(step, false));
      assertThat(node.verify(ANN, device.code(0))).isEqualTo(new Replayed(step));
    }

    @Test
    void refusesAStepBelowTheLastAcceptedOne() { // OV-06
      Authenticator device = node.enrol(ANN);
      store.advance(Duration.ofMinutes(5));

      assertThat(node.verify(ANN, device.code(1))).isInstanceOf(Accepted.class);
      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Replayed.class);
      assertThat(node.verify(ANN, device.code(1))).isInstanceOf(Replayed.class);
      assertThat(node.failures(ANN)).isZero();
    }

    @Test
    void burnsTheCodeThatConfirmed() { // EN-05
      Node.Shown pending = node.begin(ANN);
      Authenticator device = new Authenticator(ANN, pending.key(), store);
      node.confirm(pending.id(), device.code(0));

      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Replayed.class);
    }

    @Test
    void takesNoSpellingOfABurntCode() { // OV-08
      Authenticator device = node.enrol(ANN);
      String code = device.code(0);
      assertThat(node.verify(ANN, code)).isInstanceOf(Accepted.class);
      StringBuilder wide = new StringBuilder();
      StringBuilder arabic = new StringBuilder();
      code.chars()
          .forEach(c -> {
            wide.append((char) (c - '0' + 0xff10));
            arabic.append((char) (c - '0' + 0x660));
          });
      List<String> spellings =
          List.of(
              " " + code,
              code + " ",
              code.substring(0, 3) + " " + code.substring(3),
              "\t" + code,
              "\u00a0" + code,
              code.substring(0, 3) + "-" + code.substring(3),
              wide.toString(),
              arabic.toString(),
              "+" + code,
              "0" + code,
              Integer.toString(Integer.parseInt(code)),
              code + "," + code,
              code + "\0",
              code + "\n");
      int logged = node.actions().size();

      for (String spelling : spellings) {
        assertThat(node.verify(ANN, spelling))
            .as("a spelling of length %d", spelling.length())
            .isNotInstanceOf(Accepted.class);
        node.unlock.unlock(ANN, BY);
      }
      assertThat(node.actions()).hasSize(logged + 2 * spellings.size());
    }

    @Test
    void readsTheCodeInEachOfItsHonestSpellings() { // OV-08
      Authenticator device = node.enrol(ANN);
      for (String format : List.of(" %s", "%s\n", "\u00a0%s\t")) {
        assertThat(node.verify(ANN, format.formatted(device.code(0)))).isInstanceOf(Accepted.class);
        store.advance(Duration.ofSeconds(30));
      }
    }
  }

  @Nested
  class Purposes {

    @Test
    void giveNoProofForEachOther() { // OV-16
      Authenticator device = node.enrol(ANN);
      List<Purpose> purposes = List.of(Purpose.LOGIN, Purpose.STEP_UP, new Purpose("disable"));
      for (Purpose one : purposes) {
        for (Purpose other : purposes) {
          store.advance(Duration.ofSeconds(30));
          assertThat(node.verify(ANN, device.code(0), one, "attempt")).isInstanceOf(Accepted.class);
          assertThat(node.verify(ANN, device.code(0), other, "attempt"))
              .isInstanceOf(one.equals(other) ? Accepted.class : Replayed.class);
        }
      }
    }

    @Test
    void doNotCarryOverToAnotherAttempt() { // TH-10, OV-05
      Authenticator device = node.enrol(ANN);
      assertThat(node.verify(ANN, device.code(0), Purpose.LOGIN, "one"))
          .isInstanceOf(Accepted.class);

      assertThat(node.verify(ANN, device.code(0), Purpose.LOGIN, "two"))
          .isInstanceOf(Replayed.class);
      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Replayed.class);
      assertThat(node.verify(ANN, device.code(0), Purpose.LOGIN, "one"))
          .isInstanceOf(Accepted.class);
      store.advance(Duration.ofSeconds(60));
      assertThat(node.verify(ANN, device.code(-2), Purpose.LOGIN, "one"))
          .isInstanceOf(Rejected.class);
    }

    @Test
    void shareOneCounter() { // TH-05
      Authenticator device = node.enrol(ANN);
      node.verify(ANN, device.wrongCode(1), Purpose.LOGIN, "a");
      node.verify(ANN, device.wrongCode(2), Purpose.STEP_UP, "b");
      node.verify(ANN, device.wrongCode(3), new Purpose("disable"), "c");
      node.resync(ANN, device.wrongCode(4), device.wrongCode(5));

      assertThat(node.failures(ANN)).isEqualTo(4);
    }
  }

  @Nested
  class Throttling {

    @Test
    void waitsAfterTheFifthFailureAndTwiceAsLongEachTime() { // TH-01
      Authenticator device = node.enrol(ANN);
      for (int i = 0; i < 5; i++) {
        assertThat(node.verify(ANN, device.wrongCode(i))).isEqualTo(new Rejected());
      }
      long wait = 30;
      for (int i = 5; i < 20; i++) {
        assertThat(node.verify(ANN, device.code(0)))
            .isEqualTo(new Throttled(Duration.ofSeconds(wait)));
        store.advance(Duration.ofSeconds(wait).minusMillis(1));
        assertThat(node.verify(ANN, device.code(0)))
            .isEqualTo(new Throttled(Duration.ofSeconds(1)));
        store.advance(Duration.ofMillis(1));
        assertThat(node.verify(ANN, device.wrongCode(i))).isEqualTo(new Rejected());
        wait = Math.min(wait * 2, 3600);
      }
    }

    @Test
    void locksAtAHundredAndOpensByAnOperatorAlone() { // TH-02
      Authenticator device = node.enrol(ANN);
      for (int i = 0; i < 100; i++) {
        assertThat(node.verify(ANN, device.wrongCode(i))).isEqualTo(new Rejected());
        store.advance(Duration.ofHours(1));
      }
      store.advance(Duration.ofDays(1000));
      assertThat(node.verify(ANN, device.code(0))).isEqualTo(new Locked());
      assertThat(node.resync(ANN, device.code(0), device.code(1)))
          .isEqualTo(new Resynchronisation.Locked());
      assertThat(node.failures(ANN)).isEqualTo(100);

      assertThat(node.unlock.unlock(ANN, BY)).isTrue();
      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
    }

    @Test
    void isClearedBySuccessWithTheFactorAlone() { // TH-07
      Authenticator device = node.enrol(ANN);
      for (int i = 0; i < 4; i++) {
        node.verify(ANN, device.wrongCode(i));
      }
      node.redeem(ANN, node.issue(ANN).getFirst());
      node.begin(ANN);
      new Node(store.otherNode(), FixedRandom.seeded(9))
          .show
          .show(ANN.relyingParty(), node.begin(ANN).id(), BY)
          .orElseThrow()
          .close();
      store.advance(Duration.ofDays(2));
      assertThat(node.failures(ANN)).isEqualTo(4);

      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
      assertThat(node.failures(ANN)).isZero();
    }

    @Test
    void isSeparateFromThatOfRecoveryCodes() { // TH-06, RC-03
      Authenticator device = node.enrol(ANN);
      List<String> codes = node.issue(ANN);
      for (int i = 0; i < 8; i++) {
        node.redeem(ANN, "wrong-" + i);
      }
      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
      for (int i = 0; i < 8; i++) {
        node.verify(ANN, device.wrongCode(i));
      }
      store.advance(Duration.ofHours(2));
      assertThat(node.redeem(ANN, codes.getFirst()).toString()).contains("Redeemed");
    }
  }

  @Nested
  class LearntDrift {

    @Test
    void movesTheCentreAndNotTheWidth() { // OV-11
      Authenticator device = node.enrol(ANN);
      store.advance(Duration.ofMinutes(5));
      assertThat(node.verify(ANN, device.code(1))).isInstanceOf(Accepted.class);
      store.advance(Duration.ofMinutes(5));

      for (int offset : List.of(-1, 3)) {
        assertThat(node.verify(ANN, device.code(offset))).isInstanceOf(Rejected.class);
      }
      assertThat(node.verify(ANN, device.code(2))).isInstanceOf(Accepted.class);
    }

    @Test
    void staysWithinTwoSteps() { // OV-11
      Authenticator device = node.enrol(ANN);
      for (int offset : List.of(1, 2, 3)) {
        store.advance(Duration.ofMinutes(5));
        assertThat(node.verify(ANN, device.code(offset))).isInstanceOf(Accepted.class);
      }
      assertThat(store.enrolments().active(ANN).value().orElseThrow().drift())
          .isEqualTo(new Drift(0, 2));
      store.advance(Duration.ofMinutes(5));
      assertThat(node.verify(ANN, device.code(4))).isInstanceOf(Rejected.class);
    }
  }

  @Nested
  class Counters {

    private final Authenticator device =
        node.enrol(ANN, new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0));

    @Test
    void areTakenUpToTenAheadAndNeverBackwards() { // OV-13
      assertThat(node.verify(ANN, device.code(12))).isInstanceOf(Rejected.class);
      assertThat(node.verify(ANN, device.code(11))).isEqualTo(new Accepted(11, false));
      assertThat(node.verify(ANN, device.code(11))).isEqualTo(new Replayed(11));
      assertThat(node.verify(ANN, device.code(10))).isInstanceOf(Rejected.class);
      assertThat(node.verify(ANN, device.code(12))).isEqualTo(new Accepted(12, false));
    }

    @Test
    void beginWhereTheEnrolmentSays() {
      Subscriber bob = subscriber("bob");
      Node.Shown pending = node.begin(bob, new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 500));
      Authenticator other = new Authenticator(bob, pending.key(), store);

      assertThat(node.confirm(pending.id(), other.code(499)).toString()).contains("Refused");
      assertThat(node.confirm(pending.id(), other.code(500)).toString()).contains("Confirmed");
    }
  }

  @Nested
  class Resync {

    @ParameterizedTest
    @ValueSource(ints = {-20, -7, 5, 19, 20})
    void findsAClockThatRanAway(int offset) { // OV-12
      Authenticator device = node.enrol(ANN);
      store.advance(Duration.ofHours(1));
      assertThat(node.resync(ANN, device.code(offset), device.code(offset + 1)))
          .isEqualTo(new Resynchronisation.Resynchronised(offset + 1));

      assertThat(node.verify(ANN, device.code(offset + 1))).isInstanceOf(Replayed.class);
      store.advance(Duration.ofSeconds(60));
      assertThat(node.verify(ANN, device.code(offset + 1))).isInstanceOf(Accepted.class);
    }

    @Test
    void refusesWhatIsFartherAwayOrNotConsecutiveOrBurnt() { // OV-12
      Authenticator device = node.enrol(ANN);
      store.advance(Duration.ofHours(1));
      assertThat(node.resync(ANN, device.code(21), device.code(22)))
          .isEqualTo(new Resynchronisation.Refused());
      assertThat(node.resync(ANN, device.code(3), device.code(5)))
          .isEqualTo(new Resynchronisation.Refused());
      assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
      assertThat(node.resync(ANN, device.code(0), device.code(1)))
          .isEqualTo(new Resynchronisation.Refused());
    }

    @Test
    void isTriedThreeTimesADay() { // OV-12
      Authenticator device = node.enrol(ANN);
      for (int i = 0; i < 3; i++) {
        node.resync(ANN, device.wrongCode(2 * i), device.wrongCode(2 * i + 1));
      }
      assertThat(node.failures(ANN)).isEqualTo(3);
      assertThat(node.resync(ANN, device.code(4), device.code(5)))
          .isEqualTo(new Resynchronisation.NoTryLeft());
      store.advance(Duration.ofHours(14));
      assertThat(node.resync(ANN, device.code(4), device.code(5)))
          .isEqualTo(new Resynchronisation.Resynchronised(5));
    }

    @Test
    void findsACounterUpToAHundredAhead() { // OV-12, OV-13
      Authenticator device = node.enrol(ANN, new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0));

      assertThat(node.resync(ANN, device.code(60), device.code(61)))
          .isInstanceOf(Resynchronisation.Resynchronised.class);
      assertThat(node.verify(ANN, device.code(61))).isInstanceOf(Replayed.class);
      assertThat(node.verify(ANN, device.code(62))).isInstanceOf(Accepted.class);
    }
  }
}
