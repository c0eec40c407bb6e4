package dev.watchword.core.audit;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.ArchiveAudit.Outcome;
import dev.watchword.core.audit.AuditReport.Broken;
import dev.watchword.core.audit.AuditReport.Intact;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Authenticator;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Older entries of the audit log in segments, and the log that goes on behind them (SECURITY
/// AU-07).
class ArchiveAuditTest {

  private static final Subscriber ANN = subscriber("ann");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(21));
  private final Authenticator ann = node.enrol(ANN);
  private final ArchiveAudit archive = archive(node);

  private static ArchiveAudit archive(Node of) {
    return new ArchiveAudit(of.store.auditLog(), of.auditKeys, of.trail, of.rows.logged());
  }

  private void act(int count) {
    for (int i = 0; i < count; i++) {
      store.advance(Duration.ofSeconds(30));
      node.verify(ANN, i % 3 == 0 ? ann.code(0) : "000000");
      node.link.link();
    }
  }

  /// Archives all that is there.
  private LinesInMemory archiveAll() {
    LinesInMemory segment = new LinesInMemory();
    assertThat(archive(segment, store.now().plusMillis(1))).isInstanceOf(Outcome.Archived.class);
    return segment;
  }

  private Outcome archive(SegmentFile segment, Instant before) {
    return archive.archive(before, List.of(), segment, Node.BY, store.now());
  }

  private AuditReport verify(SegmentFile... segments) {
    return node.verifyAudit.verify(List.of(), List.of(segments));
  }

  private long end() {
    return store.auditLog().head().orElseThrow().seq();
  }

  private void assertIntact(long unread, SegmentFile... segments) {
    assertThat(verify(segments))
        .isInstanceOfSatisfying(
            Intact.class,
            intact -> {
              assertThat(intact.entries()).isEqualTo(end());
              assertThat(intact.unread()).isEqualTo(unread);
            });
  }

  @Test
  void goesOnBehindASegment() {
    act(40);
    long first = end();
    LinesInMemory one = archiveAll();
    assertThat(store.chain().size()).isLessThan(6); // bound, the last code, the seam
    act(20);
    long second = end();
    LinesInMemory two = archiveAll();
    act(10);

    assertIntact(second, new SegmentFile[0]);
    assertIntact(second - first, one);
    assertIntact(first, two);
    assertIntact(0, two, one);
    assertIntact(first, two, two);
    assertThat(node.contradictions.find()).isEmpty();
  }

  @Test
  void movesOnlyWhatIsOlder() {
    act(10);
    Instant border = store.now();
    long last =
        store.chain().stream().filter(linked -> linked.entry().at().isBefore(border)).count();
    act(10);
    List<LinkedEntry> before = List.copyOf(store.chain());
    LinesInMemory segment = new LinesInMemory();

    assertThat(archive(segment, border))
        .isInstanceOfSatisfying(
            Outcome.Archived.class,
            done -> {
              assertThat(done.seam().from()).isEqualTo(1);
              assertThat(done.seam().to()).isEqualTo(last);
            });

    assertThat(segment.lines()).hasSize((int) last + 2);
    assertThat(
            store
                .chain()
                .subList(
                    store.chain().size() - 1 - (before.size() - (int) last),
                    store.chain().size() - 1))
        .isEqualTo(before.subList((int) last, before.size()));
    assertThat(archive(new LinesInMemory(), border)).isEqualTo(new Outcome.NothingOlder());
    assertIntact(0, segment);
  }

  @Test
  void takesNoMoreAtOnceThanASegmentHolds() {
    act(20);
    long end = end();
    List<Boolean> more = new ArrayList<>();
    List<SegmentFile> segments = new ArrayList<>();
    var small =
        new ArchiveAudit(store.auditLog(), node.auditKeys, node.trail, node.rows.logged(), 10);
    Instant border = store.now().plusMillis(1);
    store.advance(Duration.ofMinutes(1));
    LinesInMemory segment = new LinesInMemory();
    while (small.archive(border, List.of(), segment, Node.BY, store.now())
        instanceof Outcome.Archived done) {
      assertThat(segment.lines()).hasSizeLessThanOrEqualTo(12);
      more.add(done.more());
      segments.add(segment);
      segment = new LinesInMemory();
    }

    assertThat(more).hasSize((int) (end + 9) / 10).endsWith(false);
    assertThat(more.subList(0, more.size() - 1)).containsOnly(true);
    assertIntact(0, segments.toArray(SegmentFile[]::new));
  }

  @Test
  void findsEveryChangeOfWhatStaysAndOfTheSeam() { // AU-03
    act(30);
    LinesInMemory segment = archiveAll();
    act(5);
    List<LinkedEntry> chain = store.chain();
    List<LinkedEntry> original = List.copyOf(chain);
    for (int i = 0; i < original.size(); i++) {
      LinkedEntry there = original.get(i);
      chain.remove(i);
      boolean isLast = i == original.size() - 1; // a cut end shows by checkpoints alone
      assertThat(verify()).isInstanceOf(isLast ? Intact.class : Broken.class);
      chain.add(i, there);
      chain.add(i, there);
      assertThat(verify()).isInstanceOf(Broken.class);
      chain.remove(i);
      AuditEntry e = there.entry();
      chain.set(
          i,
          new LinkedEntry(
              new AuditEntry(
                  e.at(),
                  e.node(),
                  e.origin(),
                  e.subject(),
                  e.action(),
                  e.details() + "1",
                  e.mac()),
              there.link()));
      assertThat(verify()).isInstanceOf(Broken.class);
      chain.set(i, new LinkedEntry(original.get((i + 1) % original.size()).entry(), there.link()));
      assertThat(verify()).isInstanceOf(Broken.class);
      chain.set(i, there);
    }
    assertIntact(0, segment);
  }

  @Test
  void findsAnEntryThatWasTakenBackOutOfTheSegment() { // AU-03
    act(30);
    List<LinkedEntry> before = List.copyOf(store.chain());
    archiveAll();
    act(5);
    for (LinkedEntry gone : before) {
      if (!store.chain().contains(gone)) {
        List<LinkedEntry> chain = List.copyOf(store.chain());
        int at = 0;
        while (store.chain().get(at).link().seq() < gone.link().seq()) {
          at++;
        }
        store.chain().add(at, gone);
        assertThat(verify()).isInstanceOf(Broken.class);
        store.chain().clear();
        store.chain().addAll(chain);
      }
    }
  }

  @Test
  void findsEveryChangeOfASegment() { // AU-03
    act(20);
    LinesInMemory segment = archiveAll();
    List<String> original = List.copyOf(segment.lines());
    Random random = new Random(3);
    for (int i = 0; i < original.size(); i++) {
      segment.lines().remove(i);
      assertThat(verify(segment)).isInstanceOf(Broken.class);
      segment.lines().add(i, original.get(i));
      segment.lines().add(i, original.get(random.nextInt(original.size())));
      assertThat(verify(segment)).isInstanceOf(Broken.class);
      segment.lines().remove(i);
      for (int round = 0; round < 40; round++) {
        StringBuilder edited = new StringBuilder(original.get(i));
        int at = random.nextInt(edited.length());
        edited.setCharAt(at, edited.charAt(at) == '7' ? '8' : '7');
        segment.lines().set(i, edited.toString());
        assertThat(verify(segment)).as(edited.toString()).isInstanceOf(Broken.class);
      }
      segment.lines().set(i, original.get(i));
    }
    assertIntact(0, segment);
  }

  @Test
  void findsATimeBeyondAllYears() {
    act(5);
    LinesInMemory segment = archiveAll();
    for (int i = 1; i < segment.lines().size(); i++) {
      String line = segment.lines().get(i);
      String far = line.replaceFirst("2026-[0-9T:.-]+Z", "+999999999-12-31T23:59:59Z");
      assertThat(far).isNotEqualTo(line);
      segment.lines().set(i, far);
      assertThat(verify(segment)).isInstanceOf(Broken.class);
      segment.lines().set(i, line);
    }
    assertIntact(0, segment);
  }

  @Test
  void refusesASegmentOfAnotherLog() {
    act(10);
    InMemoryVerifierStore elsewhere = new InMemoryVerifierStore();
    Node other = new Node(elsewhere, FixedRandom.seeded(22));
    other.enrol(ANN);
    LinesInMemory segment = new LinesInMemory();
    archive(other)
        .archive(elsewhere.now().plusMillis(1), List.of(), segment, Node.BY, elsewhere.now());

    assertThat(verify(segment)).isInstanceOf(Broken.class);
    archiveAll();
    assertThat(verify(segment)).isInstanceOf(Broken.class);
  }

  @Test
  void holdsSegmentsAgainstCheckpoints() { // AU-05
    act(10);
    AuditCheckpoint early =
        node.trail.checkpoint(store.auditLog().head().orElseThrow(), store.now());
    act(10);
    LinesInMemory segment = archiveAll();
    act(1);

    assertThat(node.verifyAudit.verify(List.of(early)))
        .isInstanceOfSatisfying(Intact.class, it -> assertThat(it.anchoredSeq()).isEmpty());
    assertThat(node.verifyAudit.verify(List.of(early), List.of(segment)))
        .isInstanceOfSatisfying(
            Intact.class, it -> assertThat(it.anchoredSeq()).hasValue(early.seq()));
    AuditLink forged = new AuditLink(early.seq(), AuditMac.ZERO, AuditMac.ZERO);
    assertThat(
            node.verifyAudit.verify(
                List.of(node.trail.checkpoint(forged, store.now())), List.of(segment)))
        .isEqualTo(
            new Broken(
                early.seq(),
                "A checkpoint says that another entry stood here: the log was replaced."));
  }

  @Test
  void isNoStoreThatWasPutBack() { // CR-13
    act(10);
    AuditCheckpoint early =
        node.trail.checkpoint(store.auditLog().head().orElseThrow(), store.now());
    act(1);
    List<LinkedEntry> older = List.copyOf(store.chain()).subList(0, (int) early.seq() - 1);
    archiveAll();
    CheckpointSink anchor = new KeptCheckpoints();
    anchor.write(early);

    assertThat(FindRollback.find(store.auditLog(), anchor)).isEmpty();
    store.chain().clear();
    store.chain().addAll(older);
    assertThat(FindRollback.find(store.auditLog(), anchor)).contains(early);
  }

  @Test
  void doesNothingWithALogThatWasChanged() {
    act(10);
    store.chain().remove(3);
    LinesInMemory segment = new LinesInMemory();

    assertThat(archive(segment, store.now())).isInstanceOf(Outcome.LogBroken.class);
    assertThat(segment.lines()).isEmpty();
  }

  /// Does something of the test's at the end of reading.
  private record Meddling(LinesInMemory segment, Runnable before, Runnable after)
      implements SegmentFile {

    @Override
    public void write(Consumer<Consumer<String>> lines) {
      segment.write(lines);
    }

    @Override
    public void read(Consumer<String> line) {
      before.run();
      segment.read(line);
      after.run();
    }
  }

  @Test
  void takesNothingOutWhereTheSegmentIsNotAsItWasWritten() {
    act(10);
    List<LinkedEntry> before = List.copyOf(store.chain());
    LinesInMemory lost = new LinesInMemory();

    Meddling losing = new Meddling(lost, () -> lost.lines().removeLast(), () -> {});
    assertThat(archive(losing, store.now())).isEqualTo(new Outcome.NotReadBack());
    LinesInMemory edited = new LinesInMemory();
    Meddling editing =
        new Meddling(
            edited, () -> edited.lines().replaceAll(line -> line.replace('1', '2')), () -> {});
    assertThat(archive(editing, store.now())).isEqualTo(new Outcome.NotReadBack());

    assertThat(store.chain()).isEqualTo(before);
  }

  @Test
  void takesNothingOutWhereItCannotBePutOnRecord() { // AU-02
    act(10);
    List<LinkedEntry> before = List.copyOf(store.chain());
    LinesInMemory segment = new LinesInMemory();

    assertThatThrownBy(() ->
            archive(new Meddling(segment, () -> {}, () -> store.failWrites(true)), store.now()))
        .isInstanceOf(StorageException.class);

    assertThat(store.chain()).isEqualTo(before);
  }

  @Test
  void isOvertakenByAnother() {
    act(10);
    Meddling slower = new Meddling(new LinesInMemory(), () -> {}, this::archiveAll);

    assertThat(archive(slower, store.now())).isEqualTo(new Outcome.Overtaken());
    assertIntact(end() - 1);
  }

  @Test
  void mayRunWhileTheLogIsVerified() {
    act(60);
    AuditLog log = store.auditLog();
    boolean[] done = {false};
    AuditLog racing =
        new ForwardingLog(log) {
          @Override
          public List<LinkedEntry> page(long afterSeq, int limit) {
            List<LinkedEntry> page = log.page(afterSeq, Math.min(limit, 10));
            if (afterSeq >= 20 && !done[0]) {
              done[0] = true;
              archiveAll();
            }
            return page;
          }
        };

    assertThat(new VerifyAudit(racing, node.auditKeys).verify(List.of()))
        .isInstanceOf(Intact.class);
    assertThat(done[0]).isTrue();
  }

  /// A year of one store, by a seed.
  private static final class History {

    private final InMemoryVerifierStore store = new InMemoryVerifierStore();
    private final Node node = new Node(store, FixedRandom.seeded(5));
    private final Map<Subscriber, Authenticator> devices = new HashMap<>();

    void run(Random random, int steps, boolean archiving) {
      ArchiveAudit archive = archive(node);
      List<Runnable> attacks = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        store.advance(Duration.ofSeconds(30));
        Subscriber who = subscriber("user" + random.nextInt(8));
        Optional<Active> factor = store.enrolments().active(who).value();
        Optional<RecoverySet> codes = store.recoveries().find(who).value();
        switch (factor.isEmpty() ? 0 : random.nextInt(12)) {
          case 0 -> devices.put(who, node.enrol(who));
          case 1 -> node.revoke.revoke(who, Node.BY);
          case 2 -> node.issue(who);
          case 3 -> factor.ifPresent(row -> attacks.add(() -> store.put(row)));
          case 4 -> codes.ifPresent(row -> attacks.add(() -> store.put(row)));
          default -> node.verify(who, devices.get(who).code(0));
        }
        node.link.link();
        boolean due = random.nextInt(40) == 0;
        Duration old = Duration.ofMinutes(random.nextInt(20));
        if (due && archiving) {
          assertThat(
                  archive.archive(
                      store.now().minus(old), List.of(), new LinesInMemory(), Node.BY, store.now()))
              .isNotInstanceOf(Outcome.LogBroken.class);
          assertThat(node.contradictions.find()).isEmpty();
        }
      }
      attacks.forEach(Runnable::run);
    }
  }

  @Test
  void keepsWhatRowsAreHeldAgainst() { // CR-12
    for (int seed = 0; seed < 30; seed++) {
      History whole = new History();
      whole.run(new Random(seed), 300, false);
      History archived = new History();
      archived.run(new Random(seed), 300, true);

      assertThat(archived.store.chain().size()).isLessThan(whole.store.chain().size());
      assertThat(archived.node.contradictions.find())
          .as("seed " + seed)
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(whole.node.contradictions.find());
      assertThat(archived.node.verifyAudit.verify(List.of())).isInstanceOf(Intact.class);
    }
  }
}
