package dev.watchword.core.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.access.TokenHash;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.RecordQuery.Standing;
import dev.watchword.core.custody.RecordWrite.Insert;
import dev.watchword.core.custody.RecordWrite.Remove;
import dev.watchword.core.custody.RecordWrite.Replace;
import dev.watchword.core.custody.RecordWrite.Require;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.verification.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [CustodyStore] keeps to.
public interface CustodyStoreContract {

  AuditTrail TRAIL = new AuditTrail(new AuditKeys(VaultKey.copyOf(new byte[32], 1)), "node-1");
  UUID SUBJECT = new UUID(5, 6);
  UUID HOLDER = new UUID(7, 8);

  /// The store under test; empty when a test begins.
  CustodyWorld world();

  private AuditEntry entry() {
    return TRAIL.entry(
        world().now(),
        Origin.of("ann"),
        new AuditEvent.Custody("held", SUBJECT, AuditEvent.Custody.Act.CODE_READ, ""));
  }

  private static SealedRecord grant(int id, RecordColumns columns, long revision) {
    return new SealedRecord(
        RecordKind.GRANT,
        new UUID(1, id),
        columns,
        revision,
        SealedBytes.copyOf(new byte[] {1, 2, (byte) revision}));
  }

  private static RecordColumns columns() {
    return RecordColumns.of(SUBJECT, HOLDER);
  }

  private void write(RecordWrite... change) {
    world().custody().write(List.of(change), List.of());
  }

  private List<UUID> ids(RecordQuery query) {
    return world().otherNode().custody().list(query).value().orElseThrow().stream()
        .map(SealedRecord::id)
        .toList();
  }

  @Test
  default void findsWhatWasKeptByIdAndByToken() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 9);
    TokenHash token = TokenHash.copyOf(bytes);
    Instant from = world().now();
    SealedRecord record =
        grant(
            1, columns().withToken(token).during(from, from.plusMillis(1)).at(77).endedIf(true), 1);
    write(new Insert(record));

    assertThat(world().otherNode().custody().find(RecordKind.GRANT, record.id()).value())
        .contains(record);
    assertThat(world().custody().find(RecordKind.GRANT, token).value()).contains(record);
    assertThat(world().custody().find(RecordKind.GRANT, token).at()).isEqualTo(world().now());
    assertThat(world().custody().find(RecordKind.LINK, record.id()).value()).isEmpty();
    assertThat(world().custody().find(RecordKind.LINK, token).value()).isEmpty();
  }

  @Test
  default void refusesASecondRecordWithTheSameIdOrToken() {
    TokenHash token = TokenHash.copyOf(new byte[32]);
    write(new Insert(grant(1, columns().withToken(token), 1)));

    assertThatThrownBy(() -> write(new Insert(grant(1, columns(), 1))))
        .isInstanceOf(StaleRecordException.class);
    assertThatThrownBy(() -> write(new Insert(grant(2, columns().withToken(token), 1))))
        .isInstanceOf(StaleRecordException.class);
    assertThat(ids(RecordQuery.of(RecordKind.GRANT, Standing.ANY))).hasSize(1);
  }

  @Test
  default void writesNothingOfAChangeOfWhichOnePartIsStale() { // AU-02
    write(new Insert(grant(1, columns(), 1)));

    assertThatThrownBy(() ->
            world()
                .custody()
                .write(
                    List.of(
                        new Insert(grant(0, columns(), 1)),
                        new Replace(grant(1, columns(), 3), false)),
                    List.of(entry())))
        .isInstanceOf(StaleRecordException.class);
    assertThat(ids(RecordQuery.of(RecordKind.GRANT, Standing.ANY))).containsExactly(new UUID(1, 1));
    assertThat(world().auditLog().waiting(10)).isEmpty();
  }

  @Test
  default void replacesARevisionOnceAndPutsItOnRecord() {
    write(new Insert(grant(1, columns(), 1)));
    world().custody().write(List.of(new Replace(grant(1, columns(), 2), true)), List.of(entry()));

    assertThat(world().auditLog().waiting(10)).hasSize(1);
    assertThat(world().custody().find(RecordKind.GRANT, new UUID(1, 1)).value())
        .contains(grant(1, columns(), 2));
    assertThatThrownBy(() -> write(new Replace(grant(1, columns(), 2), false)))
        .isInstanceOf(StaleRecordException.class);
    assertThatThrownBy(() -> write(new Remove(RecordKind.GRANT, new UUID(1, 1), 1)))
        .isInstanceOf(StaleRecordException.class);
    write(new Remove(RecordKind.GRANT, new UUID(1, 1), 2));
    assertThat(ids(RecordQuery.of(RecordKind.GRANT, Standing.ANY))).isEmpty();
  }

  @Test
  default void countsARecordFromItsFirstInstantToBeforeItsLast() { // AZ-03
    Instant from = world().now().plusSeconds(10);
    RecordColumns window = columns().during(from, from.plusSeconds(10));
    write(new Insert(grant(1, window, 1)));
    RecordQuery live = RecordQuery.of(RecordKind.GRANT, Standing.LIVE);
    RecordQuery open = RecordQuery.of(RecordKind.GRANT, Standing.OPEN);
    RecordQuery over = RecordQuery.of(RecordKind.GRANT, Standing.OVER);

    world().advance(Duration.ofSeconds(10).minusMillis(1));
    assertThatThrownBy(() -> write(new Replace(grant(1, window, 2), true)))
        .isInstanceOf(StaleRecordException.class);
    assertThatThrownBy(() -> write(new Require(RecordKind.GRANT, new UUID(1, 1), 1)))
        .isInstanceOf(StaleRecordException.class);
    assertThat(ids(live)).isEmpty();
    assertThat(ids(open)).hasSize(1);

    world().advance(Duration.ofMillis(1));
    write(new Replace(grant(1, window, 2), true));
    assertThat(ids(live)).hasSize(1);

    world().advance(Duration.ofSeconds(10).minusMillis(1));
    write(new Replace(grant(1, window, 3), true));
    write(new Require(RecordKind.GRANT, new UUID(1, 1), 3));
    assertThat(ids(over)).isEmpty();

    world().advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> write(new Replace(grant(1, window, 4), true)))
        .isInstanceOf(StaleRecordException.class);
    assertThatThrownBy(() -> write(new Require(RecordKind.GRANT, new UUID(1, 1), 3)))
        .isInstanceOf(StaleRecordException.class);
    assertThat(ids(live)).isEmpty();
    assertThat(ids(open)).isEmpty();
    assertThat(ids(over)).hasSize(1);
    write(new Replace(grant(1, window, 4), false));
  }

  @Test
  default void takesWhatWasEndedForOver() {
    write(new Insert(grant(1, columns().endedIf(true), 1)));

    assertThatThrownBy(() -> write(new Replace(grant(1, columns(), 2), true)))
        .isInstanceOf(StaleRecordException.class);
    assertThat(ids(RecordQuery.of(RecordKind.GRANT, Standing.OPEN))).isEmpty();
    assertThat(ids(RecordQuery.of(RecordKind.GRANT, Standing.OVER))).isEmpty();
  }

  @Test
  default void listsByPlaceAndByWhoseItIs() {
    write(
        new Insert(grant(1, columns().at(3), 1)),
        new Insert(grant(2, columns().at(1), 1)),
        new Insert(grant(3, RecordColumns.of(SUBJECT, new UUID(0, 9)).at(2), 1)),
        new Insert(grant(4, RecordColumns.of(new UUID(0, 9), HOLDER).at(2), 1)));
    RecordQuery all = RecordQuery.of(RecordKind.GRANT, Standing.ANY);

    assertThat(ids(all.about(SUBJECT)))
        .containsExactly(new UUID(1, 2), new UUID(1, 3), new UUID(1, 1));
    assertThat(ids(all.about(SUBJECT).of(List.of(HOLDER))))
        .containsExactly(new UUID(1, 2), new UUID(1, 1));
    assertThat(ids(all.of(List.of(HOLDER, new UUID(0, 9))))).hasSize(4);
    assertThat(ids(all.about(SUBJECT).newest(2))).containsExactly(new UUID(1, 1), new UUID(1, 3));
    assertThat(ids(all.named(List.of(new UUID(1, 4), new UUID(1, 99)))))
        .containsExactly(new UUID(1, 4));
  }

  @Test
  default void letsExactlyOneOfManyReplaceARevision() { // MN-01
    write(new Insert(grant(1, columns(), 1)));
    CustodyWorld other = world().otherNode();

    long won =
        Race.run(
                8,
                64,
                i -> {
                  CustodyStore store = (i % 2 == 0 ? world() : other).custody();
                  try {
                    store.write(
                        List.of(new Replace(grant(1, columns(), 2), true)), List.of(entry()));
                    return true;
                  } catch (StaleRecordException another) {
                    return false;
                  }
                })
            .stream()
            .filter(won1 -> won1)
            .count();

    assertThat(won).isEqualTo(1);
    assertThat(world().auditLog().waiting(100)).hasSize(1);
  }

  @Test
  default void showsEveryRecordOfAKindPageByPage() {
    for (int id : List.of(3, 1, 2, 4)) {
      write(new Insert(grant(id, columns().endedIf(id == 2), 1)));
    }
    write(
        new Insert(
            new SealedRecord(
                RecordKind.TEAM,
                new UUID(1, 9),
                columns(),
                1,
                SealedBytes.copyOf(new byte[] {1}))));

    CustodyStore custody = world().custody();
    var first = custody.page(RecordKind.GRANT, Optional.empty(), 3);
    var rest = custody.page(RecordKind.GRANT, Optional.of(first.getLast().id()), 3);

    assertThat(first)
        .extracting(SealedRecord::id)
        .containsExactly(new UUID(1, 1), new UUID(1, 2), new UUID(1, 3));
    assertThat(rest).extracting(SealedRecord::id).containsExactly(new UUID(1, 4));
    assertThat(custody.page(RecordKind.GRANT, Optional.of(new UUID(1, 4)), 3)).isEmpty();
  }
}
