package dev.watchword.core.audit;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.audit.AuditEvent.Recovery.Act;
import dev.watchword.core.audit.AuditLog.Places;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Race;
import dev.watchword.core.verification.VerifierStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [AuditLog] does.
public interface AuditLogContract {

  AuditKeys KEYS = new AuditKeys(VaultKey.copyOf(new byte[32], 1));
  AuditTrail TRAIL = new AuditTrail(KEYS, "node-1");

  /// The store under test; empty when a test begins.
  VerifierStore store();

  private AuditEntry entry(int number) {
    var event = new AuditEvent.Recovery(subscriber("ann"), Act.REJECTED, 10, number);
    return TRAIL.entry(
        store().now(), new Origin("töken ☂ " + number, "203.0.113.7", "r" + number), event);
  }

  private List<AuditEntry> append(int from, int to) {
    List<AuditEntry> entries = IntStream.range(from, to).mapToObj(this::entry).toList();
    entries.forEach(store().auditLog()::append);
    return entries;
  }

  @Test
  default void beginsEmpty() {
    AuditLog log = store().auditLog();

    assertThat(log.head()).isEmpty();
    assertThat(log.page(0, 10)).isEmpty();
    assertThat(log.waiting(10)).isEmpty();
    assertThat(log.link(10, TRAIL)).isZero();
  }

  @Test
  default void keepsEntriesInTheirOrderAndAsTheyWere() {
    List<AuditEntry> entries = append(0, 25);

    assertThat(store().otherNode().auditLog().waiting(100)).isEqualTo(entries);
    assertThat(store().otherNode().auditLog().waiting(3)).isEqualTo(entries.subList(0, 3));
  }

  @Test
  default void linksTheOldestFirstAndLeavesTheRestWaiting() {
    List<AuditEntry> entries = append(0, 25);
    AuditLog log = store().auditLog();

    assertThat(log.link(10, TRAIL)).isEqualTo(10);
    assertThat(log.waiting(100)).isEqualTo(entries.subList(10, 25));
    assertThat(log.head().orElseThrow().seq()).isEqualTo(10);
    assertThat(log.link(100, TRAIL)).isEqualTo(15);
    assertThat(log.link(100, TRAIL)).isZero();

    List<LinkedEntry> chain = store().otherNode().auditLog().page(0, 100);
    assertThat(chain).extracting(LinkedEntry::entry).isEqualTo(entries);
    assertThat(chain)
        .extracting(linked -> linked.link().seq())
        .isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
    assertThat(log.page(20, 3)).isEqualTo(chain.subList(20, 23));
    assertThat(log.head()).contains(chain.getLast().link());
    assertThat(new VerifyAudit(log, KEYS).verify(List.of()))
        .isInstanceOfSatisfying(
            AuditReport.Intact.class, intact -> assertThat(intact.entries()).isEqualTo(25));
  }

  @Test
  default void findsLinkedEntriesByTimeActorAndActionTheLatestFirst() {
    append(0, 20);
    AuditLog log = store().auditLog();
    log.link(100, TRAIL);
    append(20, 21); // waits, so that it is not found yet
    List<LinkedEntry> latestFirst = log.page(0, 100).reversed();

    assertThat(log.find(query("", "", OptionalLong.empty(), 100))).isEqualTo(latestFirst);
    assertThat(log.find(query("", "", OptionalLong.empty(), 3)))
        .isEqualTo(latestFirst.subList(0, 3));
    assertThat(log.find(query("", "", OptionalLong.of(11), 4)))
        .isEqualTo(latestFirst.subList(10, 14));
    assertThat(log.find(query("töken ☂ 7", "", OptionalLong.empty(), 4)))
        .containsExactly(latestFirst.get(12));
    for (String action : List.of("recovery", "recovery.rejected")) {
      assertThat(log.find(query("", action, OptionalLong.empty(), 100))).hasSize(20);
    }
    for (String action : List.of("recover", "otp", "recovery.rejected.x", "recovery-rejected")) {
      assertThat(log.find(query("", action, OptionalLong.empty(), 100))).isEmpty();
    }
    Instant last = latestFirst.getFirst().entry().at();
    assertThat(log.find(between(Instant.EPOCH, last.plusMillis(1)))).isEqualTo(latestFirst);
    assertThat(log.find(between(last.plusMillis(1), last.plusSeconds(60)))).isEmpty();
    assertThat(log.find(between(last, last))).isEmpty();
  }

  private static AuditQuery query(String actor, String action, OptionalLong before, int limit) {
    return new AuditQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.of(actor).filter(text -> !text.isEmpty()),
        Optional.of(action).filter(text -> !text.isEmpty()),
        before,
        limit);
  }

  private static AuditQuery between(Instant from, Instant to) {
    return new AuditQuery(
        Optional.of(from),
        Optional.of(to),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        100);
  }

  @Test
  default void keepsOneOrderWithManyWritersAndTwoLinkers() { // AU-06
    VerifierStore other = store().otherNode();
    int each = Integer.getInteger("watchword.audit.each", 125); // of eight writers; in full 1250

    Race.run(
        10,
        10,
        i -> {
          VerifierStore node = i % 2 == 0 ? store() : other;
          for (int n = 0; n < each; n++) {
            if (i < 2) {
              node.auditLog().link(7, TRAIL);
            } else {
              node.auditLog().append(entry(10_000 * i + n));
            }
          }
          return i;
        });
    new LinkAudit(store().auditLog(), TRAIL).link();

    assertThat(new VerifyAudit(store().auditLog(), KEYS).verify(List.of()))
        .isEqualTo(new AuditReport.Intact(8 * each, 0, java.util.OptionalLong.empty(), 0));
    assertThat(store().auditLog().page(0, 100_000))
        .hasSize(8 * each)
        .extracting(linked -> linked.entry().origin().requestId())
        .doesNotHaveDuplicates();
  }

  private static AuditEntry seam(VerifierStore node, long to) {
    var seam = new AuditSeam(1, to, AuditMac.ZERO, AuditMac.ZERO, 0, AuditMac.ZERO);
    return TRAIL.entry(node.now(), Origin.of("a"), new AuditEvent.Archived(seam));
  }

  @Test
  default void takesOutWhatIsArchivedAndPutsThatOnRecord() { // AU-07
    append(0, 2500);
    AuditLog log = store().auditLog();
    new LinkAudit(log, TRAIL).link();
    List<LinkedEntry> before = log.page(0, 5000);
    List<AuditEntry> waiting = append(2500, 4600);
    AuditEntry seam = seam(store(), 2000);
    List<Places> gone = new ArrayList<>(List.of(new Places(1, 3)));
    LongStream.range(3, 1000).forEach(n -> gone.add(new Places(2 * n, 2 * n)));

    assertThat(log.archive(0, gone, seam, TRAIL)).isTrue();

    List<LinkedEntry> after = store().otherNode().auditLog().page(0, 5000);
    List<LinkedEntry> stays =
        before.stream()
            .filter(linked -> {
              long seq = linked.link().seq();
              return seq > 3 && (seq % 2 == 1 || seq == 4 || seq > 1998);
            })
            .toList();
    assertThat(after.subList(0, stays.size())).isEqualTo(stays);
    assertThat(after.subList(stays.size(), after.size()))
        .extracting(LinkedEntry::entry)
        .isEqualTo(Stream.concat(waiting.stream(), Stream.of(seam)).toList());
    assertThat(log.head().orElseThrow().seq()).isEqualTo(4601);
    assertThat(log.waiting(10)).isEmpty();
    append(4600, 4601);
    assertThat(log.link(10, TRAIL)).isOne();
    assertThat(log.head().orElseThrow().seq()).isEqualTo(4602);
  }

  @Test
  default void takesNothingOutWhereAnotherDidSince() { // AU-07
    append(0, 10);
    AuditLog log = store().auditLog();
    log.link(10, TRAIL);
    List<LinkedEntry> before = log.page(0, 100);

    assertThat(log.archive(5, List.of(new Places(1, 8)), seam(store(), 8), TRAIL)).isFalse();
    assertThat(log.page(0, 100)).isEqualTo(before);
    assertThat(log.waiting(10)).isEmpty();

    VerifierStore other = store().otherNode();
    List<Boolean> done =
        Race.run(
            4,
            4,
            i -> {
              VerifierStore node = i % 2 == 0 ? store() : other;
              return node.auditLog().archive(0, List.of(new Places(1, 8)), seam(node, 8), TRAIL);
            });
    assertThat(done).containsOnlyOnce(true);
    assertThat(log.page(0, 100))
        .extracting(linked -> linked.link().seq())
        .containsExactly(9L, 10L, 11L);
    assertThat(log.archive(11, List.of(new Places(9, 9)), seam(store(), 9), TRAIL)).isTrue();
  }

  @Test
  default void takesNothingOutWhereThatCannotBeWritten() { // AU-02, AU-07
    append(0, 10);
    AuditLog log = store().auditLog();
    log.link(10, TRAIL);
    List<LinkedEntry> before = log.page(0, 100);
    store().failWrites(true);

    assertThatThrownBy(() -> log.archive(0, List.of(new Places(1, 8)), seam(store(), 8), TRAIL))
        .isInstanceOf(StorageException.class);

    assertThat(store().otherNode().auditLog().page(0, 100)).isEqualTo(before);
  }
}
