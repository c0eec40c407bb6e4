package dev.watchword.core.verification;

import static dev.watchword.core.verification.Node.BY;
import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditReport;
import dev.watchword.core.enrolment.ConfirmOutcome;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Node.Shown;
import dev.watchword.core.verification.Verification.Accepted;
import dev.watchword.core.verification.Verification.Rejected;
import dev.watchword.core.verification.Verification.Replayed;
import dev.watchword.core.verification.Verification.Throttled;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What must hold over many threads and two nodes, whatever the store: the small form of the
/// figures of SECURITY.md, which a script under bench runs in full (AS-03).
public interface VerifierContract {

  SecureRandom RANDOM = FixedRandom.seeded(5);
  Subscriber ANN = subscriber("ann");
  int THREADS = 32;

  /// The store under test; empty when a test begins.
  VerifierStore store();

  /// How often each race is run: 5 times, or as the property `watchword.race.rounds` says.
  default int rounds() {
    return Integer.getInteger("watchword.race.rounds", 5);
  }

  /// How many requests a race has: 1,000, or as the property `watchword.race.requests` says.
  default int requests() {
    return Integer.getInteger("watchword.race.requests", 1000);
  }

  private List<Node> nodes() {
    return List.of(new Node(store(), RANDOM), new Node(store().otherNode(), RANDOM));
  }

  private <T> long count(List<T> outcomes, Class<? extends T> kind) {
    return outcomes.stream().filter(kind::isInstance).count();
  }

  @Test
  default void acceptsACodeOnce() { // OV-05, MN-01
    List<Node> nodes = nodes();
    Authenticator device = nodes.getFirst().enrol(ANN);
    for (int round = 0; round < rounds(); round++) {
      store().advance(Duration.ofSeconds(30));
      String code = device.code(0);

      List<Verification> outcomes =
          Race.run(THREADS, requests(), i -> nodes.get(i % 2).verify(ANN, code));

      assertThat(count(outcomes, Accepted.class)).isEqualTo(1);
      assertThat(count(outcomes, Replayed.class)).isEqualTo(requests() - 1);
    }
    assertThat(nodes.getFirst().failures(ANN)).isZero();
    assertIntactAudit(nodes.getFirst(), rounds() * requests() + 2);
  }

  @Test
  default void acceptsACounterOnce() { // OV-13, MN-01
    List<Node> nodes = nodes();
    Subscriber holder = subscriber("holder");
    Authenticator device =
        nodes.getFirst().enrol(holder, new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0));
    for (int round = 1; round <= rounds(); round++) {
      String code = device.code(round * 3L);

      List<Verification> outcomes =
          Race.run(THREADS, requests() / 4, i -> nodes.get(i % 2).verify(holder, code));

      assertThat(count(outcomes, Accepted.class)).isEqualTo(1);
      assertThat(store().enrolments().active(holder).value().orElseThrow().lastStep())
          .isEqualTo(round * 3L);
    }
  }

  @Test
  default void evaluatesFiveOfManyParallelGuesses() { // TH-03
    List<Node> nodes = nodes();
    Authenticator device = nodes.getFirst().enrol(ANN);
    String right = device.code(0);
    List<String> guesses =
        IntStream.range(0, requests())
            .mapToObj(i -> i == requests() / 2 ? right : device.wrongCode(i))
            .toList();

    List<Verification> outcomes =
        Race.run(THREADS, requests(), i -> nodes.get(i % 2).verify(ANN, guesses.get(i)));

    assertThat(count(outcomes, Rejected.class)).isEqualTo(5);
    assertThat(count(outcomes, Throttled.class)).isEqualTo(requests() - 5);
    assertThat(nodes.getFirst().failures(ANN)).isEqualTo(5);
    assertIntactAudit(nodes.getFirst(), requests() + 2);
  }

  @Test
  default void losesNoFailureAtTheEndOfAWait() { // TH-07
    List<Node> nodes = nodes();
    Authenticator device = nodes.getFirst().enrol(ANN);
    int evaluated = 0;
    for (int round = 0; round < 10; round++) {
      List<Verification> outcomes =
          Race.run(THREADS, 64, i -> nodes.get(i % 2).verify(ANN, device.wrongCode(i)));
      evaluated += (int) count(outcomes, Rejected.class);
      assertThat(nodes.getFirst().failures(ANN)).isEqualTo(evaluated);
      store().advance(Duration.ofHours(1));
    }
    assertThat(evaluated).isEqualTo(5 + 9);
  }

  @Test
  default void spendsARecoveryCodeOnce() { // RC-04, MN-01
    List<Node> nodes = nodes();
    List<String> codes = List.of();
    for (int round = 0; round < rounds(); round++) {
      if (round % 10 == 0) {
        codes = nodes.getFirst().issue(ANN);
      }
      String code = codes.get(round % 10);

      List<Redemption> outcomes =
          Race.run(THREADS, requests() / 4, i -> nodes.get(i % 2).redeem(ANN, code));

      assertThat(count(outcomes, Redemption.Redeemed.class)).isEqualTo(1);
      assertThat(store().recoveries().find(ANN).value().orElseThrow().remaining())
          .isEqualTo(10 - round % 10 - 1);
    }
  }

  @Test
  default void leavesExactlyOneOfTwoSetsThatAreIssuedAtOnce() { // RC-05
    List<Node> nodes = nodes();
    for (int round = 0; round < rounds(); round++) {
      List<List<String>> sets = Race.run(2, 2, i -> nodes.get(i).issue(ANN));

      List<Integer> working = new ArrayList<>();
      for (List<String> set : sets) {
        working.add(
            (int)
                set.stream()
                    .filter(
                        code -> nodes.getFirst().redeem(ANN, code) instanceof Redemption.Redeemed)
                    .count());
        store().advance(Duration.ofHours(2));
      }
      assertThat(working.stream().mapToInt(Integer::intValue).max()).hasValue(10);
      assertThat(working.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
    }
  }

  @Test
  default void showsOneSecretToAllWhoStartAtOnce() { // EN-02
    List<Node> nodes = nodes();

    List<Shown> shown = Race.run(THREADS, 50, i -> nodes.get(i % 2).begin(ANN));

    assertThat(shown).extracting(Shown::uri).containsOnly(shown.getFirst().uri());
    assertThat(shown).extracting(Shown::id).containsOnly(shown.getFirst().id());
    assertThat(shown).filteredOn(Shown::fresh).hasSize(1);
    for (int refresh = 0; refresh < 20; refresh++) {
      assertThat(nodes.get(refresh % 2).begin(ANN).uri()).isEqualTo(shown.getFirst().uri());
    }
  }

  @Test
  default void confirmsOnceHoweverOftenItIsAsked() { // EN-05
    List<Node> nodes = nodes();
    Shown pending = nodes.getFirst().begin(ANN);
    String code = new Authenticator(ANN, pending.key(), store()).code(0);

    List<ConfirmOutcome> outcomes =
        Race.run(THREADS, 100, i -> nodes.get(i % 2).confirm(pending.id(), code));

    assertThat(outcomes).allMatch(ConfirmOutcome.Confirmed.class::isInstance);
    assertThat(outcomes)
        .filteredOn(outcome -> outcome instanceof ConfirmOutcome.Confirmed c && !c.again())
        .hasSize(1);
    assertThat(nodes.getFirst().verify(ANN, code)).isInstanceOf(Replayed.class);
    assertThat(nodes.getFirst().actions()).filteredOn("enrolment.confirmed"::equals).hasSize(1);
  }

  @Test
  default void destroysAPendingOneAfterFiveParallelGuesses() { // EN-05
    List<Node> nodes = nodes();
    Shown pending = nodes.getFirst().begin(ANN);
    Authenticator device = new Authenticator(ANN, pending.key(), store());

    List<ConfirmOutcome> outcomes =
        Race.run(THREADS, 100, i -> nodes.get(i % 2).confirm(pending.id(), device.wrongCode(i)));

    assertThat(count(outcomes, ConfirmOutcome.Refused.class)).isEqualTo(4);
    assertThat(count(outcomes, ConfirmOutcome.Destroyed.class)).isEqualTo(1);
    assertThat(count(outcomes, ConfirmOutcome.Gone.class)).isEqualTo(95);
    assertThat(nodes.getFirst().confirm(pending.id(), device.code(0)))
        .isInstanceOf(ConfirmOutcome.Gone.class);
  }

  @Test
  default void takesADoubleSubmitAsOneSuccess() { // TH-10
    List<Node> nodes = nodes();
    Authenticator device = nodes.getFirst().enrol(ANN);
    for (int round = 0; round < 20; round++) {
      store().advance(Duration.ofSeconds(30));
      String code = device.code(0);
      String attempt = "attempt-" + round;

      List<Verification> outcomes =
          Race.run(10, 10, i -> nodes.get(i % 2).verify(ANN, code, Purpose.LOGIN, attempt));

      assertThat(outcomes).allMatch(Accepted.class::isInstance);
      assertThat(outcomes)
          .filteredOn(outcome -> outcome instanceof Accepted a && !a.again())
          .hasSize(1);
    }
    assertThat(nodes.getFirst().failures(ANN)).isZero();
  }

  @Test
  default void doesNotPunishParallelRightCodes() { // TH-10
    List<Node> nodes = nodes();
    List<Authenticator> devices = new ArrayList<>();
    for (int user = 0; user < 20; user++) {
      devices.add(nodes.getFirst().enrol(subscriber("user-" + user)));
    }
    List<Verification> outcomes =
        Race.run(
            THREADS,
            400,
            i -> {
              Authenticator device = devices.get(i % 20);
              return nodes.get(i / 20 % 2).verify(device.subscriber(), device.code(0));
            });

    assertThat(count(outcomes, Accepted.class)).isEqualTo(20);
    assertThat(count(outcomes, Replayed.class)).isEqualTo(380);
    assertThat(devices).allMatch(device -> nodes.getFirst().failures(device.subscriber()) == 0);
  }

  @Test
  default void neitherAcceptsNorRefusesWhenTheStoreFails() { // OV-07, TH-08, AU-02
    Node node = new Node(store(), RANDOM);
    Authenticator device = node.enrol(ANN);
    List<String> recovery = node.issue(ANN);
    node.verify(ANN, device.wrongCode(1));
    List<String> before = node.actions();
    store().failWrites(true);

    for (int i = 0; i < 334; i++) {
      String wrong = device.wrongCode(1 + i % 20);
      assertUnknown(() -> node.verify(ANN, device.code(0)));
      assertUnknown(() -> node.verify(ANN, wrong));
      assertUnknown(() -> node.redeem(ANN, recovery.getFirst()));
    }
    assertUnknown(() -> node.unlock.unlock(ANN, BY));
    assertUnknown(() -> node.revoke.revoke(ANN, BY));
    assertUnknown(() -> node.issue(ANN));
    store().failWrites(false);

    assertThat(node.failures(ANN)).isEqualTo(1);
    assertThat(node.actions()).isEqualTo(before);
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
    assertThat(node.redeem(ANN, recovery.getFirst())).isInstanceOf(Redemption.Redeemed.class);
  }

  @Test
  default void keepsTheOldFactorUntilTheNewOneIsConfirmed() { // EN-07
    Node node = new Node(store(), RANDOM);
    Authenticator old = node.enrol(ANN);
    Shown pending = node.begin(ANN);
    Authenticator fresh = new Authenticator(ANN, pending.key(), store());

    assertThat(node.verify(ANN, old.code(0))).isInstanceOf(Accepted.class);
    assertThat(node.verify(ANN, fresh.code(0))).isInstanceOf(Rejected.class); // EN-04
    assertThat(node.confirm(pending.id(), fresh.code(0)))
        .isEqualTo(new ConfirmOutcome.Confirmed(ANN, false, true));
    store().advance(Duration.ofSeconds(30));

    assertThat(node.verify(ANN, old.code(0))).isInstanceOf(Rejected.class);
    assertThat(node.verify(ANN, fresh.code(0))).isInstanceOf(Accepted.class);
  }

  @Test
  default void burnsAcrossReopeningAndAClockThatIsSetBack() { // OV-09
    Authenticator device = new Node(store(), RANDOM).enrol(ANN);
    String code = device.code(0);
    assertThat(new Node(store(), RANDOM).verify(ANN, code)).isInstanceOf(Accepted.class);

    for (int restart = 0; restart < 5; restart++) {
      assertThat(new Node(store().otherNode(), RANDOM).verify(ANN, code))
          .isInstanceOf(Replayed.class);
    }
    store().advance(Duration.ofHours(-1));
    assertThat(new Node(store(), RANDOM).verify(ANN, device.code(0))).isInstanceOf(Replayed.class);
    assertThat(new Node(store(), RANDOM).verify(ANN, code)).isNotInstanceOf(Accepted.class);
  }

  @Test
  default void countsEveryCodeUntilNowAsUsedOnceTheFloorIsRaised() { // BK-04
    Node node = new Node(store(), RANDOM);
    Authenticator device = node.enrol(ANN);
    Shown pending = node.begin(subscriber("bob"));
    Authenticator other = new Authenticator(subscriber("bob"), pending.key(), store());

    store().enrolments().raiseFloor();

    assertThat(node.verify(ANN, device.code(-1))).isInstanceOf(Replayed.class);
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Replayed.class);
    assertThat(node.verify(ANN, device.code(1))).isInstanceOf(Replayed.class);
    assertThat(node.confirm(pending.id(), other.code(1)))
        .isInstanceOf(ConfirmOutcome.Refused.class);
    store().advance(Duration.ofSeconds(30));
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Replayed.class);
    assertThat(node.verify(ANN, device.code(1))).isInstanceOf(Accepted.class);
    assertThat(node.failures(ANN)).isZero();
  }

  @Test
  default void refusesADecisionOnAReadingFromBeforeTheFloorWasRaised() { // MN-04
    Node node = new Node(store(), RANDOM);
    node.enrol(ANN);
    var reading = store().enrolments().active(ANN);
    var before = reading.value().orElseThrow();
    store().advance(Duration.ofMillis(5));
    store().enrolments().raiseFloor();
    var entry =
        node.trail.entry(
            reading.at(),
            BY,
            new dev.watchword.core.audit.AuditEvent.Factor(
                ANN, dev.watchword.core.audit.AuditEvent.Factor.Act.UNLOCKED, 0));

    assertThat(store().enrolments().replace(before, before.unlocked(), entry)).isFalse();
    assertThat(store().enrolments().active(ANN).floor()).isEqualTo(store().now());
  }

  private static void assertUnknown(Runnable act) {
    assertThatThrownBy(act::run).isInstanceOf(StorageException.class);
  }

  private static void assertIntactAudit(Node node, long entries) {
    node.link.link();
    assertThat(node.verifyAudit.verify(List.of()))
        .isEqualTo(new AuditReport.Intact(entries, 0, java.util.OptionalLong.empty(), 0));
  }
}
