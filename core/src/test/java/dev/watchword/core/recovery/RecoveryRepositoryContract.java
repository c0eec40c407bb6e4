package dev.watchword.core.recovery;

import static dev.watchword.core.verification.Node.BY;
import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Recovery.Act;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.recovery.RecoverySet.Use;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.verification.Node;
import dev.watchword.core.verification.Race;
import dev.watchword.core.verification.VerifierStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [RecoveryRepository] does.
public interface RecoveryRepositoryContract {

  Subscriber ANN = subscriber("ann");

  /// The store under test; empty when a test begins.
  VerifierStore store();

  private AuditEntry entry(Instant at) {
    return new Node(store(), FixedRandom.seeded(3))
        .trail.entry(at, BY, new AuditEvent.Recovery(ANN, Act.ISSUED, 10, 0));
  }

  private RecoverySet set(int number) {
    return new RecoverySet(
        ANN,
        new UUID(number, 1),
        List.of(new UUID(number, -2), new UUID(-number, 3), new UUID(0, number)),
        0,
        Attempts.NONE,
        Optional.empty(),
        store().now(),
        1,
        Optional.empty());
  }

  @Test
  default void givesBackASetAsItWas() {
    assertThat(store().recoveries().find(ANN).value()).isEmpty();
    assertThat(store().recoveries().find(ANN).at()).isEqualTo(store().now());

    store().recoveries().put(set(1), entry(store().now()));

    assertThat(store().otherNode().recoveries().find(ANN).value()).contains(set(1));
    assertThat(store().recoveries().find(Subscriber.of("bank", "ann")).value()).isEmpty();
  }

  @Test
  default void isWalkedThroughByPages() {
    assertThat(store().recoveries().page(Optional.empty(), 2)).isEmpty();
    RecoverySet set = set(1);
    store().recoveries().put(set, entry(store().now()));

    assertThat(store().recoveries().page(Optional.empty(), 2)).containsExactly(set);
    assertThat(store().recoveries().page(Optional.of(subscriber("al")), 2)).containsExactly(set);
    assertThat(store().recoveries().page(Optional.of(ANN), 2)).isEmpty();
  }

  @Test
  default void givesBackAllThatASetCounts() {
    RecoverySet fresh = set(1);
    RecoverySet busy =
        new RecoverySet(
            ANN,
            fresh.id(),
            fresh.hashes(),
            0b101,
            new Attempts(12, store().now().plusSeconds(9)),
            Optional.of(new Use(2, Optional.of(AttemptTag.of(Purpose.LOGIN, "x")), store().now())),
            fresh.issuedAt(),
            2,
            Optional.of(RowMac.copyOf(new byte[RowMac.LENGTH_BYTES])));
    RecoverySet unnamed =
        new RecoverySet(
            ANN,
            fresh.id(),
            fresh.hashes(),
            0b100,
            Attempts.NONE,
            Optional.of(new Use(2, Optional.empty(), store().now())),
            fresh.issuedAt(),
            3,
            Optional.empty());
    store().recoveries().put(fresh, entry(store().now()));

    assertThat(store().recoveries().replace(fresh, busy, entry(store().now()))).isTrue();
    assertThat(store().recoveries().find(ANN).value()).contains(busy);
    assertThat(store().recoveries().replace(busy, unnamed, entry(store().now()))).isTrue();
    assertThat(store().recoveries().find(ANN).value()).contains(unnamed);
  }

  @Test
  default void letsNoDecisionOnAnOlderSetTouchTheNext() { // RC-05
    RecoverySet old = set(1);
    store().recoveries().put(old, entry(store().now()));
    store().recoveries().put(set(2), entry(store().now()));
    RecoverySet spent = old.redeemed(0, Optional.empty(), store().now());

    assertThat(store().recoveries().replace(old, spent, entry(store().now()))).isFalse();
    assertThat(store().recoveries().find(ANN).value()).contains(set(2));
  }

  @Test
  default void refusesAChangeThatRestsOnAnOldReading() {
    RecoverySet set = set(1);
    store().recoveries().put(set, entry(store().now()));
    Instant read = store().now();
    store().advance(EnrolmentRepository.MAX_AGE.plusMillis(1));
    RecoverySet spent = set.redeemed(0, Optional.empty(), store().now());

    assertThat(store().recoveries().replace(set, spent, entry(read))).isFalse();
    assertThat(store().recoveries().find(ANN).value()).contains(set);
  }

  @Test
  default void lets1Of64ThreadsSpend() { // RC-04
    RecoverySet set = set(1);
    store().recoveries().put(set, entry(store().now()));
    VerifierStore other = store().otherNode();

    List<Boolean> won =
        Race.run(
            64,
            64,
            i -> {
              RecoverySet spent = set.redeemed(i % 3, Optional.empty(), store().now());
              return (i % 2 == 0 ? store() : other)
                  .recoveries()
                  .replace(set, spent, entry(store().now()));
            });

    assertThat(won).filteredOn(yes -> yes).hasSize(1);
    assertThat(store().auditLog().waiting(100)).hasSize(2);
  }
}
