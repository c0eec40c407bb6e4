package dev.watchword.core.verification;

import static dev.watchword.core.verification.Node.BY;
import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.Node.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the audit log has of each act on an enrolment, a factor and recovery codes (SECURITY
/// AU-01).
class VerifierActsTest {

  private static final Subscriber ANN = subscriber("ann");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(21));

  @Test
  void anEnrolmentFromItsBeginningToItsEnd() { // AU-01
    Shown shown = node.begin(ANN);
    assertThat(node.newActions()).containsExactly("enrolment.begun");
    node.show.show(ANN.relyingParty(), shown.id(), BY).orElseThrow().close();
    assertThat(node.newActions()).containsExactly("enrolment.shown");
    Authenticator device = Node.authenticator(ANN, shown, store);
    node.confirm(shown.id(), device.wrongCode(1));
    assertThat(node.newActions()).containsExactly("enrolment.code-refused");
    String code = device.code(0);
    node.confirm(shown.id(), code);
    assertThat(node.newActions()).containsExactly("enrolment.confirmed");
    node.confirm(shown.id(), code);
    assertThat(node.newActions()).containsExactly("enrolment.confirmed-again");
    node.enrol(ANN);
    assertThat(node.newActions())
        .containsExactly("enrolment.begun", "enrolment.confirmed-in-place-of-another");
    node.revoke.revoke(ANN, BY);
    assertThat(node.newActions()).containsExactly("enrolment.revoked");
  }

  @Test
  void enrolmentsThatCameToNothing() { // AU-01
    node.cancel.cancel(ANN.relyingParty(), node.begin(ANN).id(), BY);
    assertThat(node.newActions()).containsExactly("enrolment.begun", "enrolment.cancelled");

    Shown guessed = node.begin(ANN);
    node.newActions();
    for (int i = 0; store.enrolments().pending(ANN).value().isPresent() && i < 100; i++) {
      node.confirm(guessed.id(), Node.authenticator(ANN, guessed, store).wrongCode(i));
    }
    assertThat(node.newActions())
        .startsWith("enrolment.code-refused")
        .endsWith("enrolment.destroyed-after-wrong-codes");

    node.begin(ANN);
    store.advance(Duration.ofHours(1));
    node.expire.sweep();
    assertThat(node.newActions()).containsExactly("enrolment.begun", "enrolment.expired");
  }

  @Test
  void codesThatWereSubmitted() { // AU-01
    Authenticator device = node.enrol(ANN);
    node.newActions();
    String code = device.code(0);
    node.verify(ANN, code, Purpose.LOGIN, "one attempt");
    node.verify(ANN, code, Purpose.LOGIN, "one attempt");
    node.verify(ANN, code);
    assertThat(node.newActions())
        .containsExactly("otp.accepted", "otp.accepted-again", "otp.replayed");

    failUntilItWaits(device);
    assertThat(node.newActions()).startsWith("otp.rejected").endsWith("otp.throttled");
    node.unlock.unlock(ANN, BY);
    assertThat(node.newActions()).containsExactly("factor.unlocked");

    node.resync(ANN, device.wrongCode(1), device.wrongCode(2));
    assertThat(node.newActions()).containsExactly("factor.resynchronisation-refused");
    store.advance(Duration.ofMinutes(5));
    node.resync(ANN, device.code(5), device.code(6));
    assertThat(node.newActions()).containsExactly("factor.resynchronised");

    failUntilItStops(device);
    assertThat(node.newActions()).endsWith("otp.locked");
  }

  private void failUntilItWaits(Authenticator device) {
    for (int i = 1; i < 50; i++) {
      if (node.verify(ANN, device.wrongCode(i)) instanceof Verification.Throttled) {
        return;
      }
    }
    throw new AssertionError("never throttled");
  }

  private void failUntilItStops(Authenticator device) {
    for (int i = 1; i < 500; i++) {
      if (node.verify(ANN, device.wrongCode(1)) instanceof Verification.Locked) {
        return;
      }
      store.advance(Duration.ofHours(1));
    }
    throw new AssertionError("never locked");
  }

  @Test
  void recoveryCodes() { // AU-01
    node.redeem(ANN, "0000-0000-0000-0000-0000-0000");
    node.enrol(ANN);
    node.newActions();
    node.issue(ANN);
    List<String> codes = node.issue(ANN);
    assertThat(node.newActions())
        .containsExactly("recovery.issued", "recovery.issued-in-place-of-others");

    node.redeem(ANN, codes.getFirst(), Optional.of("one attempt"));
    node.redeem(ANN, codes.getFirst(), Optional.of("one attempt"));
    node.redeem(ANN, codes.getFirst());
    assertThat(node.newActions())
        .containsExactly("recovery.redeemed", "recovery.redeemed-again", "recovery.replayed");

    String wrong = "0000-0000-0000-0000-0000-0001";
    for (int i = 0; i < 6; i++) {
      node.redeem(ANN, wrong);
    }
    assertThat(node.newActions()).startsWith("recovery.rejected").endsWith("recovery.throttled");
    for (int i = 0; i < 200; i++) {
      store.advance(Duration.ofHours(1));
      node.redeem(ANN, wrong);
    }
    assertThat(node.newActions()).endsWith("recovery.locked");
  }

  @Test
  void askingForWhatIsNotThere() { // AU-01
    node.verify(ANN, "000000");
    node.redeem(ANN, "0000-0000-0000-0000-0000-0000");
    assertThat(node.newActions()).containsExactly("otp.not-enrolled", "recovery.not-issued");
  }
}
