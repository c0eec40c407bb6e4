package dev.watchword.core.audit;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.Authenticator;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A log so long that its rows are looked at in slices (SECURITY CR-12).
class FindContradictionsSliceTest {

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(14));

  /// One slice for each five entries.
  private List<Contradiction> sliced() {
    List<LoggedKind> kinds = node.rows.logged();
    return new FindContradictions(store.auditLog(), node.link, kinds, 5).find();
  }

  @Test
  void findsEachRowOnce() {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Subscriber who = subscriber("user" + i);
      Authenticator device = node.enrol(who);
      node.issue(who);
      Active before = store.enrolments().active(who).value().orElseThrow();
      node.verify(who, device.code(0));
      if (i % 4 == 0) {
        store.put(before);
        expected.add(who.toString());
      } else if (i % 4 == 1) {
        store.remove(who);
        expected.add(who.toString());
      }
    }

    assertThat(sliced())
        .extracting(Contradiction::subject)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(node.contradictions.find()).containsExactlyInAnyOrderElementsOf(sliced());
  }
}
