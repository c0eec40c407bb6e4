package dev.watchword.core.audit;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.audit.AuditEvent.Recovery.Act;
import dev.watchword.core.audit.AuditReport.Broken;
import dev.watchword.core.audit.AuditReport.Intact;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.verification.InMemoryVerifierStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyAuditTest {

  private static final AuditKeys KEYS = new AuditKeys(VaultKey.copyOf(new byte[32], 1));
  private static final AuditTrail TRAIL = new AuditTrail(KEYS, "node-1");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final VerifyAudit verify = new VerifyAudit(store.auditLog(), KEYS);
  private final KeptCheckpoints kept = new KeptCheckpoints();
  private final MutableClock clock = MutableClock.at("2026-11-24T10:00:00Z");
  private final CheckpointAudit checkpoint =
      new CheckpointAudit(store.auditLog(), TRAIL, kept, clock);

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      var event = new AuditEvent.Recovery(subscriber("ann"), Act.REJECTED, 10, i);
      store.auditLog().append(TRAIL.entry(store.now(), Origin.of("a-" + i), event));
    }
    new LinkAudit(store.auditLog(), TRAIL).link();
  }

  @BeforeEach
  void fill() {
    append(500);
  }

  @Test
  void findsAnUntouchedLogIntactAndSaysWhatItCannotProve() { // AU-03, AU-05
    assertThat(verify.verify(List.of())).isEqualTo(new Intact(500, 0, OptionalLong.empty(), 0));
  }

  @Test
  void namesTheFirstPlaceOfEveryEdit() { // AU-03
    Random random = new Random(7);
    List<LinkedEntry> chain = store.chain();
    List<LinkedEntry> original = List.copyOf(chain);
    for (int round = 0; round < 1000; round++) {
      int at = random.nextInt(499);
      switch (round % 6) {
        case 0 -> chain.remove(at);
        case 1 -> chain.add(at, original.get((at + 1 + random.nextInt(499)) % 500));
        case 2 -> chain.set(at, original.get(at + 1));
        case 3 -> {
          chain.set(at, original.get(at + 1));
          chain.set(at + 1, original.get(at));
        }
        case 4 ->
            chain.set(
                at,
                new LinkedEntry(edited(original.get(at).entry(), round), original.get(at).link()));
        default ->
            chain.set(at, new LinkedEntry(original.get(at + 1).entry(), original.get(at).link()));
      }
      assertThat(verify.verify(List.of()))
          .isInstanceOfSatisfying(
              Broken.class, broken -> assertThat(broken.seq()).isEqualTo(at + 1));
      chain.clear();
      chain.addAll(original);
    }
  }

  private static AuditEntry edited(AuditEntry e, int how) {
    Origin o = e.origin();
    return switch (how / 6 % 8) {
      case 0 ->
          new AuditEntry(
              e.at().plusMillis(1), e.node(), o, e.subject(), e.action(), e.details(), e.mac());
      case 1 -> new AuditEntry(e.at(), "other", o, e.subject(), e.action(), e.details(), e.mac());
      case 2 ->
          new AuditEntry(
              e.at(),
              e.node(),
              new Origin("x", o.source(), o.requestId()),
              e.subject(),
              e.action(),
              e.details(),
              e.mac());
      case 3 ->
          new AuditEntry(
              e.at(),
              e.node(),
              new Origin(o.actor(), "x", o.requestId()),
              e.subject(),
              e.action(),
              e.details(),
              e.mac());
      case 4 ->
          new AuditEntry(
              e.at(),
              e.node(),
              new Origin(o.actor(), o.source(), "x"),
              e.subject(),
              e.action(),
              e.details(),
              e.mac());
      case 5 -> new AuditEntry(e.at(), e.node(), o, "shop/bob", e.action(), e.details(), e.mac());
      case 6 ->
          new AuditEntry(
              e.at(), e.node(), o, e.subject(), "recovery.redeemed", e.details(), e.mac());
      default -> new AuditEntry(e.at(), e.node(), o, e.subject(), e.action(), "x", e.mac());
    };
  }

  @Test
  void findsAChainThatWasMadeAnewWithoutTheKey() { // AU-04
    AuditTrail forger =
        new AuditTrail(
            new AuditKeys(
                VaultKey.copyOf(
                    new byte[] {
                      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                      23, 24, 25, 26, 27, 28, 29, 30, 31, 32
                    },
                    1)),
            "node-1");
    store.chain().clear();
    var event = new AuditEvent.Recovery(subscriber("ann"), Act.REDEEMED, 9, 0);
    AuditEntry entry = forger.entry(store.now(), Origin.of("nobody"), event);
    store.chain().add(new LinkedEntry(entry, forger.next(Optional.empty(), entry)));

    assertThat(verify.verify(List.of())).isInstanceOf(Broken.class);
  }

  @Test
  void findsEveryCutTailByACheckpoint() { // AU-05
    checkpoint.checkpointIfDue();
    assertThat(verify.verify(kept.written()))
        .isEqualTo(new Intact(500, 0, OptionalLong.of(500), 0));
    List<LinkedEntry> chain = store.chain();
    for (int cut = 1; cut <= 500; cut++) {
      chain.removeLast();
      int left = 500 - cut;
      assertThat(verify.verify(kept.written()))
          .isInstanceOfSatisfying(
              Broken.class, broken -> assertThat(broken.seq()).isEqualTo(left + 1));
      assertThat(verify.verify(List.of())).isInstanceOf(Intact.class); // a chain cannot know
    }
  }

  @Test
  void findsALogThatWasReplacedAsAWholeByACheckpoint() { // AU-05
    checkpoint.checkpointIfDue();
    store.chain().clear();
    store.advance(Duration.ofSeconds(1));
    append(600);

    assertThat(verify.verify(List.of())).isInstanceOf(Intact.class);
    assertThat(verify.verify(kept.written()))
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.seq()).isEqualTo(500));
  }

  @Test
  void refusesACheckpointOfSomebodyElse() { // AU-05
    checkpoint.checkpointIfDue();
    AuditCheckpoint ours = kept.written().getFirst();
    var forged = new AuditCheckpoint(10, ours.head(), ours.at(), ours.node(), ours.signature());

    assertThat(verify.verify(List.of(forged))).isInstanceOf(Broken.class);
  }

  @Test
  void writesACheckpointEveryThousandEntriesOrMinute() { // AU-05
    assertThat(checkpoint.checkpointIfDue()).isPresent();
    append(999);
    assertThat(checkpoint.checkpointIfDue()).isEmpty();
    append(1);
    assertThat(checkpoint.checkpointIfDue()).isPresent();
    append(1);
    clock.advance(Duration.ofMillis(59_999));
    assertThat(checkpoint.checkpointIfDue()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(checkpoint.checkpointIfDue()).isPresent();
    clock.advance(Duration.ofDays(1));
    assertThat(checkpoint.checkpointIfDue()).isEmpty();
    assertThat(kept.written()).extracting(AuditCheckpoint::seq).containsExactly(500L, 1500L, 1501L);
  }

  @Test
  void notesHowFarTheChainHasComeUntilACheckpointIsDue() { // AU-05, CR-13
    checkpoint.checkpointIfDue();
    append(1);
    clock.advance(Duration.ofSeconds(1));
    checkpoint.checkpointIfDue();
    AuditCheckpoint noted = kept.newest().orElseThrow();
    assertThat(noted.seq()).isEqualTo(501);
    assertThat(kept.last()).map(AuditCheckpoint::seq).contains(500L);

    clock.advance(Duration.ofSeconds(1));
    checkpoint.checkpointIfDue();
    assertThat(kept.newest()).as("nothing is new").contains(noted);

    store.chain().removeLast();
    assertThat(FindRollback.find(store.auditLog(), kept)).contains(noted);
    assertThat(verify.verify(List.of(noted)))
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.seq()).isEqualTo(501));
  }

  @Test
  void writesACheckpointAtOnceWhereTheChainHasGrown() { // AU-05, CR-13
    assertThat(checkpoint.checkpoint()).isPresent();
    assertThat(checkpoint.checkpoint()).isEmpty();
    append(1);
    assertThat(checkpoint.checkpoint()).isPresent();
    assertThat(kept.written()).extracting(AuditCheckpoint::seq).containsExactly(500L, 501L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "watchword-audit-checkpoint v=2 seq=1",
        "watchword-audit-checkpoint v=1 seq=1",
        "watchword-audit-checkpoint v=1 seq=x head=00 at=1 node=a signature=00",
        "watchword-audit-checkpoint v=1 seq=1"
            + " head=0000000000000000000000000000000000000000000000000000000000000000"
            + " at=+999999999-12-31T23:59:59Z node=a"
            + " signature=0000000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesALineThatIsNoCheckpoint(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> AuditCheckpoint.parse(line));
  }

  @Test
  void countsEntriesThatWaitAndFindsOneThatWasChanged() {
    var event = new AuditEvent.Recovery(subscriber("ann"), Act.REJECTED, 10, 1);
    AuditEntry entry = TRAIL.entry(store.now(), Origin.of("a"), event);
    store.auditLog().append(entry);
    assertThat(verify.verify(List.of())).isEqualTo(new Intact(500, 1, OptionalLong.empty(), 0));
    store.auditLog().append(edited(entry, 0));

    assertThat(verify.verify(List.of())).isInstanceOf(Broken.class);
  }

  @Test
  void keepsAnOriginOnOneLine() { // LO-02, AU-08
    Origin origin = new Origin("a\r\nb\u0085c\u2028d\u202ee", "x\u001b[31m", "y".repeat(500));

    assertThat(origin.actor()).isEqualTo("a??b?c?d?e");
    assertThat(origin.source()).isEqualTo("x?[31m");
    assertThat(origin.requestId()).hasSize(128);
  }

  @Test
  @Tag("slow")
  void verifiesAMillionEntriesWithinAMinute() { // AU-07
    AuditLog endless = EndlessLog.of(TRAIL, 1_000_000);
    long start = System.nanoTime();

    assertThat(new VerifyAudit(endless, KEYS).verify(List.of()))
        .isEqualTo(new Intact(1_000_000, 0, OptionalLong.empty(), 0));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
  }
}
