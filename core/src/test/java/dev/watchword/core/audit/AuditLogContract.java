package dev.watchword.core.audit;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEvent.Recovery.Act;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.verification.Race;
import dev.watchword.core.verification.VerifierStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

    Race.run(
        10,
        10,
        i -> {
          VerifierStore node = i % 2 == 0 ? store() : other;
          for (int n = 0; n < 40; n++) {
            if (i < 2) {
              node.auditLog().link(7, TRAIL);
            } else {
              node.auditLog().append(entry(1000 * i + n));
            }
          }
          return i;
        });
    new LinkAudit(store().auditLog(), TRAIL).link();

    assertThat(new VerifyAudit(store().auditLog(), KEYS).verify(List.of()))
        .isEqualTo(new AuditReport.Intact(320, 0, java.util.OptionalLong.empty()));
    assertThat(store().auditLog().page(0, 1000))
        .extracting(linked -> linked.entry().origin().requestId())
        .doesNotHaveDuplicates();
  }
}
