package dev.watchword.core.recovery;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.recovery.Redemption.Locked;
import dev.watchword.core.recovery.Redemption.NotIssued;
import dev.watchword.core.recovery.Redemption.Redeemed;
import dev.watchword.core.recovery.Redemption.Rejected;
import dev.watchword.core.recovery.Redemption.Replayed;
import dev.watchword.core.recovery.Redemption.Throttled;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecoveryCodesTest {

  private static final Subscriber ANN = subscriber("ann");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(1));

  @Test
  void areTenOf120BitsInGroupsOfFour() { // RC-01
    List<String> codes = node.issue(ANN);

    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(codes)
        .allMatch(code -> code.matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}"));
  }

  @Test
  @Tag("slow")
  void areNeverDrawnTwice() { // RC-01
    SecureRandom random = new SecureRandom();
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(drawn.add(RecoveryCode.random(random).reveal())).isTrue();
    }
  }

  @Test
  void useEveryLetterEquallyOften() { // RC-01, CR-16
    SecureRandom random = FixedRandom.seeded(3);
    int[] counts = new int[128];
    for (int i = 0; i < 20_000; i++) {
      RecoveryCode.random(random).reveal().chars().forEach(c -> counts[c]++);
    }
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        .chars()
        .forEach(c -> assertThat(counts[c]).isBetween(14_300, 15_700)); // 15,000 expected
  }

  @Test
  void areStoredAsKeyedHashesAlone() { // RC-02
    List<String> codes = node.issue(ANN);
    String stored = store.recoveries().find(ANN).value().orElseThrow().toString();

    assertThat(codes).noneMatch(code -> stored.contains(code.substring(0, 4)));
  }

  @Test
  void areReadInEverySpelling() { // RC-09
    String code = node.issue(ANN).getFirst();
    String bare = code.replace("-", "");
    List<String> spellings =
        Stream.of(
                code.toLowerCase(Locale.ROOT),
                bare,
                " " + code + " ",
                code.replace('-', ' '),
                code.replace("-", " - "),
                bare.replace('0', 'O').replace('1', 'I'),
                bare.toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l'),
                code.replace('-', '\u2010') + "\n")
            .toList();

    assertThat(node.redeem(ANN, spellings.getFirst())).isEqualTo(new Redeemed(9, false));
    for (String spelling : spellings) {
      assertThat(node.redeem(ANN, spelling)).isEqualTo(new Replayed());
    }
  }

  @Test
  void areSpentOneByOne() { // RC-04, RC-07
    List<String> codes = node.issue(ANN);
    for (int left = 9; left >= 0; left--) {
      assertThat(node.redeem(ANN, codes.get(left))).isEqualTo(new Redeemed(left, false));
    }
    assertThat(codes).allMatch(code -> node.redeem(ANN, code).equals(new Replayed()));
  }

  @Test
  void ofAnOlderSetAreDead() { // RC-05
    List<String> old = node.issue(ANN);
    List<String> fresh = node.issue(ANN);

    assertThat(node.redeem(ANN, old.getFirst())).isEqualTo(new Rejected());
    assertThat(node.redeem(ANN, fresh.getFirst())).isEqualTo(new Redeemed(9, false));
    assertThat(node.actions()).contains("recovery.issued", "recovery.issued-in-place-of-others");
  }

  @Test
  void ofOneSubscriberAreNothingToAnother() {
    String anns = node.issue(ANN).getFirst();
    node.issue(subscriber("bob"));

    assertThat(node.redeem(subscriber("bob"), anns)).isEqualTo(new Rejected());
    assertThat(node.redeem(Subscriber.of("bank", "ann"), anns)).isEqualTo(new NotIssued());
  }

  @Test
  void areThrottledAndLockedLikeAFactor() { // RC-03, TH-01, TH-02
    String right = node.issue(ANN).getFirst();
    for (int i = 0; i < 5; i++) {
      assertThat(node.redeem(ANN, "wrong-" + i)).isEqualTo(new Rejected());
    }
    assertThat(node.redeem(ANN, right)).isEqualTo(new Throttled(Duration.ofSeconds(30)));
    for (int i = 5; i < 100; i++) {
      store.advance(Duration.ofHours(1));
      assertThat(node.redeem(ANN, "wrong-" + i)).isEqualTo(new Rejected());
    }
    store.advance(Duration.ofDays(300));
    assertThat(node.redeem(ANN, right)).isEqualTo(new Locked());
    assertThat(node.redeem(ANN, node.issue(ANN).getFirst())).isEqualTo(new Redeemed(9, false));
  }

  @Test
  void areOneSuccessForOneAttemptSentTwice() { // TH-10
    List<String> codes = node.issue(ANN);

    assertThat(node.redeem(ANN, codes.get(0), Optional.of("a"))).isEqualTo(new Redeemed(9, false));
    assertThat(node.redeem(ANN, codes.get(0), Optional.of("a"))).isEqualTo(new Redeemed(9, true));
    assertThat(node.redeem(ANN, codes.get(0), Optional.of("b"))).isEqualTo(new Replayed());
    assertThat(node.redeem(ANN, codes.get(0))).isEqualTo(new Replayed());
    store.advance(Duration.ofMinutes(10));
    assertThat(node.redeem(ANN, codes.get(0), Optional.of("a"))).isEqualTo(new Replayed());
  }

  @Test
  void doNotShowThemselves() { // LO-04
    try (RecoveryCode code = RecoveryCode.random(FixedRandom.seeded(5))) {
      assertThat(code.toString()).isEqualTo("RecoveryCode[REDACTED]");
    }
  }
}
