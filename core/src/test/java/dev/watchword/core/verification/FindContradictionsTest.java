package dev.watchword.core.verification;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.Drift;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.ResyncTries;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.throttle.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody who can write the store does to the verifier's rows, and who finds it (SECURITY
/// CR-12, CR-15).
class FindContradictionsTest {

  private static final Subscriber ANN = subscriber("ann");
  private static final Subscriber BOB = subscriber("bob");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(11));

  private Active active(Subscriber who) {
    return store.enrolments().active(who).value().orElseThrow();
  }

  private RecoverySet codes(Subscriber who) {
    return store.recoveries().find(who).value().orElseThrow();
  }

  private static List<String> found(Node node) {
    return node.contradictions.find().stream()
        .map(one -> one.subject() + ": " + one.problem())
        .toList();
  }

  private void assertFound(Subscriber who, String problem) {
    assertThat(found(node)).containsExactly(who + ": " + problem);
  }

  /// Every field of a bound factor's that is readable.
  enum Edit {
    LAST_STEP,
    DRIFT,
    FAILURES,
    WAIT,
    RESYNC,
    ATTEMPT,
    VERSION,
    CONFIRMED_AT,
    MAC_TAKEN_AWAY;

    Active of(Active row) {
      Attempts none = Attempts.NONE;
      return new Active(
          row.id(),
          row.subscriber(),
          row.key(),
          this == CONFIRMED_AT ? row.confirmedAt().plusSeconds(1) : row.confirmedAt(),
          this == LAST_STEP ? -1 : row.lastStep(),
          this == DRIFT ? new Drift(2, 0) : row.drift(),
          switch (this) {
            case FAILURES -> none;
            case WAIT -> new Attempts(row.attempts().failures(), Instant.EPOCH.plusMillis(1));
            default -> row.attempts();
          },
          this == RESYNC ? new ResyncTries(1, 1) : row.resyncTries(),
          this == ATTEMPT ? Optional.empty() : row.lastAttempt(),
          this == VERSION ? row.version() + 1 : row.version(),
          this == MAC_TAKEN_AWAY ? Optional.<RowMac>empty() : row.mac());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEditedFactorIsRefusedAndNamed(Edit edit) { // CR-12, CR-15
    Authenticator device = node.enrol(ANN);
    node.verify(ANN, device.wrongCode(1));
    Active edited = edit.of(active(ANN));
    store.put(edited);

    assertThatThrownBy(() -> node.verify(ANN, device.code(0)))
        .isInstanceOf(TamperingException.class);
    assertThatThrownBy(() -> node.unlock.unlock(ANN, Node.BY))
        .isInstanceOf(TamperingException.class);
    assertThat(active(ANN)).isEqualTo(edited);
    assertFound(ANN, "The factor was changed outside of Watchword.");

    assertThat(node.revoke.revoke(ANN, Node.BY)).as("the way out").isTrue();
    assertThat(node.contradictions.find()).isEmpty();
    assertThat(node.verify(ANN, node.enrol(ANN).code(0))).isInstanceOf(Verification.Accepted.class);
  }

  @Test
  void aFactorThatWasPutBackIsNamed() { // CR-12
    Authenticator device = node.enrol(ANN);
    Active before = active(ANN);
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Verification.Accepted.class);
    assertThat(node.contradictions.find()).isEmpty();

    store.put(before);

    assertFound(ANN, "The factor was put back: a code that was used would count again.");
  }

  @Test
  void aFactorThatWasRevokedAndIsBackIsNamed() { // CR-12
    node.enrol(ANN);
    Active before = active(ANN);
    node.revoke.revoke(ANN, Node.BY);
    assertThat(node.contradictions.find()).isEmpty();

    store.put(before);

    assertFound(ANN, "The factor is one that was revoked or replaced.");
  }

  @Test
  void aReplacedFactorThatIsBackIsNamed() { // CR-12
    node.enrol(ANN);
    Active before = active(ANN);
    node.enrol(ANN);
    assertThat(node.contradictions.find()).isEmpty();

    store.put(before);

    assertFound(ANN, "The factor is one that was revoked or replaced.");
  }

  @Test
  void aFactorThatWasTakenAwayIsNamed() { // CR-12
    node.enrol(ANN);
    node.enrol(BOB);

    store.remove(ANN);

    assertFound(ANN, "The factor is gone, and nobody revoked it.");
  }

  @Test
  void recoveryCodesThatWerePutBackAreNamed() { // CR-12
    node.enrol(ANN);
    List<String> codes = node.issue(ANN);
    RecoverySet before = codes(ANN);
    assertThat(node.redeem(ANN, codes.getFirst())).isInstanceOf(Redemption.Redeemed.class);
    assertThat(node.contradictions.find()).isEmpty();

    store.put(before);

    assertFound(ANN, "The recovery codes were put back: one that was used would count again.");
  }

  @Test
  void recoveryCodesThatWereEditedAreRefusedAndNamed() { // CR-12, CR-15
    node.enrol(ANN);
    List<String> codes = node.issue(ANN);
    node.redeem(ANN, codes.getFirst());
    RecoverySet used = codes(ANN);
    store.put(unused(used, used.mac()));

    assertThatThrownBy(() -> node.redeem(ANN, codes.getFirst()))
        .isInstanceOf(TamperingException.class);
    assertFound(ANN, "The recovery codes were changed outside of Watchword.");
  }

  @Test
  void aSetWhoseMacWasTakenAwayKnowsNoneOfItsCodes() { // CR-12
    node.enrol(ANN);
    List<String> codes = node.issue(ANN);
    node.redeem(ANN, codes.getFirst());
    store.put(unused(codes(ANN), Optional.empty()));

    for (String code : codes.subList(0, 2)) {
      assertThat(node.redeem(ANN, code)).isInstanceOf(Redemption.Rejected.class);
    }
    assertThat(codes(ANN).mac()).isEmpty();
  }

  private static RecoverySet unused(RecoverySet row, Optional<RowMac> mac) {
    return new RecoverySet(
        row.subscriber(),
        row.id(),
        row.hashes(),
        0,
        row.attempts(),
        Optional.empty(),
        row.issuedAt(),
        row.version(),
        mac);
  }

  /// An older program writes rows as it always did: what it does to them has to count (MN-09).
  @Test
  void takesRowsOfAnOlderProgramThatStillWrites() {
    InMemoryVerifierStore mixed = new InMemoryVerifierStore().withOlderWriters();
    Node newer = new Node(mixed, FixedRandom.seeded(12));
    Authenticator device = newer.enrol(ANN);
    List<String> codes = newer.issue(ANN);
    Active row = mixed.enrolments().active(ANN).value().orElseThrow();
    mixed.put(Edit.FAILURES.of(Edit.VERSION.of(row)));
    RecoverySet set = mixed.recoveries().find(ANN).value().orElseThrow();
    assertThat(set.mac()).isEmpty();

    assertThat(newer.verify(ANN, device.code(0))).isInstanceOf(Verification.Accepted.class);
    assertThat(newer.redeem(ANN, codes.getFirst())).isInstanceOf(Redemption.Redeemed.class);
    assertThat(newer.contradictions.find()).isEmpty();
    mixed.put(row);
    assertThat(found(newer))
        .containsExactly(
            "shop/ann: The factor was put back: a code that was used would count again.");
  }

  @Test
  void findsNothingInAStoreThatNobodyTouched() {
    assertThat(node.contradictions.find()).isEmpty();
    Authenticator device = node.enrol(ANN);
    node.begin(BOB);
    node.issue(ANN);
    node.verify(ANN, device.wrongCode(1));
    store.advance(Duration.ofMinutes(5));
    node.verify(ANN, device.code(0));
    node.issue(ANN);

    assertThat(node.contradictions.find()).isEmpty();
  }
}
