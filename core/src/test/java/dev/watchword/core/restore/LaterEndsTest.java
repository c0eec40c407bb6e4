package dev.watchword.core.restore;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a log tells to have ended after a backup (SECURITY BK-05).
class LaterEndsTest {

  private static final Subscriber ANN = subscriber("ann");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(17));
  private final AuditLog log = store.auditLog();

  private Optional<AuditLink> head() {
    node.link.link();
    return log.head();
  }

  @Test
  void areThoseBehindTheBackupsEndAndWhatWaits() { // BK-05
    node.enrol(ANN);
    Optional<AuditLink> backup = head();
    node.revoke.revoke(ANN, Node.BY);
    node.link.link();
    node.enrol(ANN); // waits for its place

    assertThat(LaterEnds.read(log, backup).orElseThrow().entries())
        .extracting(AuditEntry::action)
        .containsExactly("enrolment.revoked", "enrolment.confirmed");
  }

  @Test
  void ofABackupWithAnEmptyLogAreAll() {
    node.enrol(ANN);

    assertThat(LaterEnds.read(log, Optional.empty()).orElseThrow().entries())
        .extracting(AuditEntry::action)
        .containsExactly("enrolment.confirmed");
  }

  @Test
  void ofAnotherStoreOrAnOlderOneAreNotKnown() {
    node.enrol(ANN);
    Optional<AuditLink> backup = head();
    InMemoryVerifierStore other = new InMemoryVerifierStore();
    Node elsewhere = new Node(other, FixedRandom.seeded(18));

    assertThat(LaterEnds.read(other.auditLog(), backup)).as("an empty one").isEmpty();
    elsewhere.enrol(ANN);
    elsewhere.enrol(subscriber("bob"));
    elsewhere.link.link();
    assertThat(LaterEnds.read(other.auditLog(), backup)).as("another's entries").isEmpty();
  }
}
