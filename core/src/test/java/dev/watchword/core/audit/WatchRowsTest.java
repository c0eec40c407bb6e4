package dev.watchword.core.audit;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.audit.WatchRows.Outcome.LogBroken;
import dev.watchword.core.audit.WatchRows.Outcome.Looked;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Authenticator;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a look at log and rows leads to (SECURITY CR-12).
class WatchRowsTest {

  private static final Subscriber ANN = subscriber("ann");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(13));
  private final List<RowVersion> distrusted = new ArrayList<>();
  private final WatchRows watch =
      new WatchRows(
          node.verifyAudit,
          node.contradictions,
          distrusted::add,
          store.auditLog(),
          node.trail,
          store::now);

  private List<String> alarms() {
    node.link.link();
    return store.auditLog().page(0, 1000).stream()
        .map(LinkedEntry::entry)
        .filter(entry -> entry.action().startsWith("alarm."))
        .map(entry -> entry.action() + " " + entry.details())
        .toList();
  }

  @Test
  void saysNothingOfAStoreThatNobodyTouched() {
    node.enrol(ANN);

    assertThat(watch.watch(List.of())).isEqualTo(new Looked(List.of()));

    assertThat(distrusted).isEmpty();
    assertThat(alarms()).isEmpty();
  }

  @Test
  void putsARowThatIsOlderThanItsLogOnRecordOnceAndTakesItNoMore() { // CR-12, AU-01
    Authenticator device = node.enrol(ANN);
    Active before = store.enrolments().active(ANN).value().orElseThrow();
    node.verify(ANN, device.code(0));
    store.put(before);

    var expected =
        new Contradiction(
            "shop/ann",
            "The factor was put back: a code that was used would count again.",
            Optional.of(new RowVersion(before.id().value(), before.version())));
    assertThat(watch.watch(List.of())).isEqualTo(new Looked(List.of(expected)));
    assertThat(watch.watch(List.of())).isEqualTo(new Looked(List.of()));

    assertThat(distrusted).contains(new RowVersion(before.id().value(), before.version()));
    assertThat(alarms()).containsExactly("alarm.rows-contradict-log count=1");
  }

  private FindContradictions readOnly() {
    AuditLog log =
        new ForwardingLog(store.auditLog()) {
          @Override
          public int link(int limit, AuditTrail trail) {
            throw new StorageException("read-only");
          }
        };
    return new FindContradictions(log, new LinkAudit(log, node.trail), node.rows.logged());
  }

  @Test
  void hearsWhatWaitsInAStoreThatCanOnlyBeRead() { // FI-06
    Authenticator device = node.enrol(ANN);
    node.link.link();
    node.verify(ANN, device.code(0));
    assertThat(store.auditLog().waiting(10)).as("of the code").hasSize(1);

    assertThat(readOnly().find()).isEmpty();
  }

  @Test
  void tellsNothingOfARowThatLooksWrongInAStoreThatCanOnlyBeRead() { // FI-06, CR-12
    Authenticator device = node.enrol(ANN);
    Active before = store.enrolments().active(ANN).value().orElseThrow();
    node.verify(ANN, device.code(0));
    store.put(before);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> readOnly().find())
        .withMessage("read-only");
  }

  @Test
  void holdsNothingAgainstALogThatWasChanged() { // CR-12, AU-03
    node.enrol(ANN);
    node.link.link();
    store.chain().removeFirst();

    assertThat(watch.watch(List.of())).isInstanceOf(LogBroken.class);
    assertThat(watch.watch(List.of())).isInstanceOf(LogBroken.class);

    assertThat(distrusted).isEmpty();
    assertThat(alarms()).containsExactly("alarm.log-broken count=1");
  }
}
