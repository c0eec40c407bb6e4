package dev.watchword.core.enrolment;

import static dev.watchword.core.verification.Node.BY;
import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditEvent.Enrolment.Act;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.enrolment.EnrolmentRepository.Begin;
import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Node;
import dev.watchword.core.verification.Race;
import dev.watchword.core.verification.VerifierStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [EnrolmentRepository] does.
public interface EnrolmentRepositoryContract {

  SecureRandom RANDOM = FixedRandom.seeded(11);
  Subscriber ANN = subscriber("ann");
  Subscriber BOB = subscriber("bob");

  /// The store under test; empty when a test begins.
  VerifierStore store();

  private AuditEntry entry(Enrolment about) {
    return entry(about, store().now());
  }

  private AuditEntry entry(Enrolment about, Instant at) {
    var event = new AuditEvent.Enrolment(about.subscriber(), about.id().value(), Act.SHOWN);
    return new Node(store(), RANDOM).trail.entry(at, BY, event);
  }

  private Pending newPending(Subscriber who) {
    return new Pending(
        EnrolmentId.random(RANDOM),
        who,
        sealed("p"),
        store().now().plusSeconds(600),
        0,
        1,
        Optional.of(mac(1)));
  }

  private static RowMac mac(int fill) {
    byte[] bytes = new byte[RowMac.LENGTH_BYTES];
    Arrays.fill(bytes, (byte) fill);
    return RowMac.copyOf(bytes);
  }

  private static SealedBytes sealed(String text) {
    return SealedBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  private static UUID fingerprint() {
    return EnrolmentId.random(RANDOM).value();
  }

  private Pending pending(Subscriber who) {
    Pending fresh = newPending(who);
    assertThat(store().enrolments().begin(fresh, fingerprint(), entry(fresh)))
        .isEqualTo(Begin.STORED);
    return fresh;
  }

  private Active active(Subscriber who) {
    Pending pending = pending(who);
    Active active = bound(pending);
    assertThat(store().enrolments().activate(pending, active, entry(pending))).isTrue();
    return active;
  }

  private Active bound(Pending pending) {
    return new Active(
        pending.id(),
        pending.subscriber(),
        sealed("a"),
        store().now(),
        -1,
        Drift.NONE,
        Attempts.NONE,
        ResyncTries.NONE,
        Optional.empty(),
        pending.version() + 1,
        Optional.empty());
  }

  private int entries() {
    return store().auditLog().waiting(1000).size();
  }

  @Test
  default void knowsNothingOfAStranger() {
    EnrolmentRepository repository = store().enrolments();

    assertThat(repository.active(ANN).value()).isEmpty();
    assertThat(repository.pending(ANN).value()).isEmpty();
    assertThat(repository.find(ANN.relyingParty(), EnrolmentId.random(RANDOM)).value()).isEmpty();
    assertThat(repository.active(ANN).at()).isEqualTo(store().now());
    assertThat(repository.find(ANN.relyingParty(), EnrolmentId.random(RANDOM)).at())
        .isEqualTo(store().now());
  }

  @Test
  default void givesBackAPendingOneAsItWas() {
    Pending pending = pending(ANN);
    EnrolmentRepository other = store().otherNode().enrolments();

    assertThat(other.pending(ANN).value()).contains(pending);
    assertThat(other.active(ANN).value()).isEmpty();
    assertThat(other.find(ANN.relyingParty(), pending.id()).value()).contains(pending);
  }

  @Test
  default void isWalkedThroughByPages() {
    Active ann = active(ANN);
    Active bob = active(BOB);
    Active other = active(Subscriber.of("bank", "ann"));
    pending(subscriber("cy"));
    EnrolmentRepository repository = store().otherNode().enrolments();

    List<Active> first = repository.page(Optional.empty(), 2);
    List<Active> second = repository.page(Optional.of(first.getLast().subscriber()), 2);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(Stream.concat(first.stream(), second.stream()))
        .containsExactlyInAnyOrder(ann, bob, other);
    assertThat(repository.page(Optional.of(second.getLast().subscriber()), 2)).isEmpty();
    assertThat(repository.hasMacsEverywhere()).as("a store that is new").isTrue();
  }

  @Test
  default void givesBackABoundOneWithAllThatItCounts() {
    Active active = active(ANN);
    Instant wait = store().now().plusSeconds(77);
    Active busy =
        new Active(
            active.id(),
            ANN,
            active.key(),
            active.confirmedAt(),
            Long.MAX_VALUE - 1,
            new Drift(-20, 2),
            new Attempts(99, wait),
            new ResyncTries(20_000, 3),
            Optional.of(AttemptTag.of(Purpose.LOGIN, "x")),
            active.version() + 1,
            Optional.of(mac(2)));

    assertThat(store().enrolments().replace(active, busy, entry(active))).isTrue();

    assertThat(store().otherNode().enrolments().active(ANN).value()).contains(busy);
    assertThat(store().otherNode().enrolments().find(ANN.relyingParty(), active.id()).value())
        .contains(busy);
  }

  @Test
  default void keepsRelyingPartiesApart() {
    Pending pending = pending(ANN);
    Subscriber namesake = Subscriber.of("bank", "ann");

    assertThat(store().enrolments().pending(namesake).value()).isEmpty();
    assertThat(store().enrolments().find(new RelyingPartyId("bank"), pending.id()).value())
        .isEmpty();
    pending(namesake);
    assertThat(store().enrolments().pending(ANN).value()).contains(pending);
  }

  @Test
  default void tellsSubscribersApartByEveryCharacter() {
    Pending lower = pending(ANN);
    Pending upper = pending(subscriber("Ann"));
    Pending accented = pending(subscriber("a\u0301nn"));
    Pending composed = pending(subscriber("\u00e1nn"));

    assertThat(store().enrolments().pending(ANN).value()).contains(lower);
    assertThat(store().enrolments().pending(subscriber("Ann")).value()).contains(upper);
    assertThat(store().enrolments().pending(subscriber("a\u0301nn")).value()).contains(accented);
    assertThat(store().enrolments().pending(subscriber("\u00e1nn")).value()).contains(composed);
  }

  @Test
  default void storesOnePendingAtATime() { // EN-02, EN-04
    Pending first = pending(ANN);
    Pending second = newPending(ANN);

    assertThat(store().enrolments().begin(second, fingerprint(), entry(second)))
        .isEqualTo(Begin.ANOTHER_IS_PENDING);
    assertThat(store().enrolments().pending(ANN).value()).contains(first);
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  default void overwritesAnExpiredOne() { // EN-03
    Pending first = pending(ANN);
    store().advance(Duration.ofMillis(599_999));
    Pending early = newPending(ANN);
    assertThat(store().enrolments().begin(early, fingerprint(), entry(early)))
        .isEqualTo(Begin.ANOTHER_IS_PENDING);
    assertThat(store().enrolments().expired(10)).isEmpty();
    store().advance(Duration.ofMillis(1));

    assertThat(store().enrolments().expired(10))
        .singleElement()
        .satisfies(reading -> assertThat(reading.value()).contains(first));
    Pending second = pending(ANN);

    assertThat(store().enrolments().pending(ANN).value()).contains(second);
    assertThat(store().enrolments().find(ANN.relyingParty(), first.id()).value()).isEmpty();
    assertThat(store().enrolments().expired(10)).isEmpty();
  }

  @Test
  default void refusesASecretThatIsEnrolledAlready() { // EN-11
    UUID same = fingerprint();
    Pending first = newPending(ANN);
    store().enrolments().begin(first, same, entry(first));
    Pending second = newPending(BOB);
    Pending foreign = newPending(Subscriber.of("bank", "zoe"));

    assertThat(store().enrolments().begin(second, same, entry(second)))
        .isEqualTo(Begin.DUPLICATE_SECRET);
    store().enrolments().activate(first, bound(first), entry(first));
    assertThat(store().enrolments().begin(second, same, entry(second)))
        .isEqualTo(Begin.DUPLICATE_SECRET);
    assertThat(store().enrolments().begin(foreign, same, entry(foreign)))
        .isEqualTo(Begin.DUPLICATE_SECRET);
    assertThat(store().enrolments().pending(BOB).value()).isEmpty();
    assertThat(entries()).isEqualTo(2);
  }

  @Test
  default void takesASecretAgainOnceItWasErased() {
    UUID same = fingerprint();
    Pending first = newPending(ANN);
    store().enrolments().begin(first, same, entry(first));
    store().enrolments().remove(first, entry(first));
    Pending second = newPending(BOB);

    assertThat(store().enrolments().begin(second, same, entry(second))).isEqualTo(Begin.STORED);
  }

  @Test
  default void refusesAChangeOverAnyOtherVersion() {
    Active first = active(ANN);
    Active second = first.failed(store().now(), dev.watchword.core.throttle.AttemptLimit.STANDARD);
    assertThat(store().enrolments().replace(first, second, entry(first))).isTrue();
    int before = entries();

    assertThat(store().enrolments().replace(first, second, entry(first))).isFalse();
    assertThat(store().enrolments().remove(first, entry(first))).isFalse();
    assertThat(store().enrolments().active(ANN).value()).contains(second);
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  default void refusesAPendingChangeOverAnyOtherVersion() {
    Pending first = pending(ANN);
    Pending second = first.withOneMoreWrongCode();
    assertThat(store().enrolments().replace(first, second, entry(first))).isTrue();
    int before = entries();

    assertThat(store().enrolments().replace(first, second, entry(first))).isFalse();
    assertThat(store().enrolments().activate(first, bound(first), entry(first))).isFalse();
    assertThat(store().enrolments().remove(first, entry(first))).isFalse();
    assertThat(store().enrolments().pending(ANN).value()).contains(second);
    assertThat(store().enrolments().active(ANN).value()).isEmpty();
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  default void refusesAChangeThatRestsOnAnOldReading() { // MN-06
    Active first = active(ANN);
    Active second = first.accepted(7, Drift.NONE, Optional.empty());
    Instant read = store().now();
    store().advance(EnrolmentRepository.MAX_AGE.plusMillis(1));

    assertThat(store().enrolments().replace(first, second, entry(first, read))).isFalse();
    assertThat(store().enrolments().active(ANN).value()).contains(first);
    assertThat(store().enrolments().replace(first, second, entry(first, store().now()))).isTrue();
  }

  @Test
  default void replacesTheBoundOneInOneMoment() { // EN-07
    Active old = active(ANN);
    Pending pending = pending(ANN);
    assertThat(store().enrolments().active(ANN).value()).contains(old);
    Active next = bound(pending);

    assertThat(store().enrolments().activate(pending, next, entry(pending))).isTrue();

    assertThat(store().enrolments().active(ANN).value()).contains(next);
    assertThat(store().enrolments().pending(ANN).value()).isEmpty();
    assertThat(store().enrolments().find(ANN.relyingParty(), old.id()).value()).isEmpty();
  }

  @Test
  default void erasesTheRecoveryCodesWithTheBoundOne() {
    Active active = active(ANN);
    new Node(store(), RANDOM).issue(ANN);
    new Node(store(), RANDOM).issue(BOB);

    assertThat(store().enrolments().remove(active, entry(active))).isTrue();

    assertThat(store().enrolments().active(ANN).value()).isEmpty();
    Optional<RecoverySet> bobs = store().recoveries().find(BOB).value();
    assertThat(store().recoveries().find(ANN).value()).isEmpty();
    assertThat(bobs).isPresent();
  }

  @Test
  default void lets1Of64ThreadsAdvanceAStep() { // OV-05, OV-07
    Active active = active(ANN);
    VerifierStore other = store().otherNode();
    int before = entries();

    List<Boolean> won =
        Race.run(
            64,
            64,
            i -> {
              VerifierStore node = i % 2 == 0 ? store() : other;
              Active next = active.accepted(i, Drift.NONE, Optional.empty());
              return node.enrolments().replace(active, next, entry(active));
            });

    assertThat(won).filteredOn(yes -> yes).hasSize(1);
    assertThat(entries()).isEqualTo(before + 1);
  }

  @Test
  default void lets1Of64ThreadsBegin() { // EN-02
    VerifierStore other = store().otherNode();

    List<Begin> begun =
        Race.run(
            64,
            64,
            i -> {
              Pending fresh = newPending(ANN);
              VerifierStore node = i % 2 == 0 ? store() : other;
              return node.enrolments().begin(fresh, fingerprint(), entry(fresh));
            });

    assertThat(begun).filteredOn(Begin.STORED::equals).hasSize(1);
    assertThat(begun).filteredOn(Begin.ANOTHER_IS_PENDING::equals).hasSize(63);
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  default void changesNothingWhenItCannotWrite() { // OV-07, AU-02
    Active active = active(ANN);
    Pending pending = pending(ANN);
    EnrolmentRepository repository = store().enrolments();
    int before = entries();
    store().failWrites(true);
    Active next = active.accepted(9, Drift.NONE, Optional.empty());
    Pending fresh = newPending(BOB);

    assertFails(() -> repository.replace(active, next, entry(active)));
    assertFails(() -> repository.remove(active, entry(active)));
    assertFails(() -> repository.activate(pending, bound(pending), entry(pending)));
    assertFails(() -> repository.begin(fresh, fingerprint(), entry(fresh)));
    store().failWrites(false);

    assertThat(repository.active(ANN).value()).contains(active);
    assertThat(repository.pending(ANN).value()).contains(pending);
    assertThat(repository.pending(BOB).value()).isEmpty();
    assertThat(entries()).isEqualTo(before);
  }

  private static void assertFails(Runnable act) {
    assertThatThrownBy(act::run).isInstanceOf(StorageException.class);
  }
}
