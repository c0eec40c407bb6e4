package dev.watchword.core.enrolment;

import static dev.watchword.core.verification.Node.BY;
import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.enrolment.ConfirmOutcome.Confirmed;
import dev.watchword.core.enrolment.ConfirmOutcome.Destroyed;
import dev.watchword.core.enrolment.ConfirmOutcome.Gone;
import dev.watchword.core.enrolment.ConfirmOutcome.Refused;
import dev.watchword.core.enrolment.Enrolment.Active;
import dev.watchword.core.enrolment.Enrolment.Pending;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.verification.Authenticator;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import dev.watchword.core.verification.Node.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentLifeTest {

  private static final Subscriber ANN = subscriber("ann");

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(1));

  private Authenticator device(Shown shown) {
    return Node.authenticator(ANN, shown, store);
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void drawsASecretAsLongAsTheHash(HashAlgorithm algorithm) { // EN-06
    var parameters = new TotpParameters(algorithm, Digits.SIX, Duration.ofSeconds(30));

    assertThat(node.begin(ANN, parameters).key().secret().lengthBytes())
        .isEqualTo(algorithm.outputBytes());
  }

  @Test
  void showsTheSameUntilItIsConfirmed() throws Exception { // EN-02, EN-06
    Shown shown = node.begin(ANN);
    try (EnrolmentOffer offer = node.show.show(ANN.relyingParty(), shown.id(), BY).orElseThrow()) {
      assertThat(offer.revealUri()).isEqualTo(shown.uri());
      assertThat(offer.revealSetupKey().replace(" ", ""))
          .isEqualTo(KeyUri.parse(shown.uri()).reveal().replaceAll(".*secret=([^&]*).*", "$1"));
      assertThat(offer.toString()).doesNotContain(offer.revealSetupKey());
    }
    assertThat(node.show.show(new RelyingPartyId("bank"), shown.id(), BY)).isEmpty();
    node.confirm(shown.id(), device(shown).code(0));

    assertThat(node.show.show(ANN.relyingParty(), shown.id(), BY)).isEmpty();
  }

  @Test
  void keepsHostileNamesAsTheyAre() throws Exception { // EN-12
    List<String> names =
        List.of("a:b", "<script>", "100%", "a&secret=AAAA", "ünï", "?x=1#y", "a/../b", "\u202e");
    for (String name : names) {
      Subscriber who = subscriber("s" + names.indexOf(name));
      var request = new EnrolmentRequest(who, new Label(name, name));
      var begun = (BeginOutcome.Begun) node.begin.begin(request, BY);
      try (EnrolmentOffer offer = begun.offer();
          KeyUri read = KeyUri.parse(offer.revealUri())) {
        assertThat(read.label()).isEqualTo(new Label(name, name));
        assertThat(offer.label()).isEqualTo(new Label(name, name));
      }
    }
  }

  @Test
  void expiresAfterTenMinutesAndIsErased() { // EN-03
    Shown shown = node.begin(ANN);
    Authenticator device = device(shown);
    store.advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(node.show.show(ANN.relyingParty(), shown.id(), BY)).isPresent();
    assertThat(node.expire.sweep()).isZero();
    store.advance(Duration.ofMillis(1));

    assertThat(node.show.show(ANN.relyingParty(), shown.id(), BY)).isEmpty();
    assertThat(node.confirm(shown.id(), device.code(0))).isEqualTo(new Gone());
    assertThat(store.enrolments().pending(ANN).value()).isEmpty();
    assertThat(node.begin(ANN).uri()).isNotEqualTo(shown.uri());
  }

  @Test
  void isSweptAwayWhenNobodyAsksForIt() { // EN-03
    node.begin(ANN);
    node.begin(subscriber("bob"));
    store.advance(Duration.ofMinutes(10));

    assertThat(node.expire.sweep()).isEqualTo(2);
    assertThat(node.expire.sweep()).isZero();
    assertThat(store.enrolments().pending(ANN).value()).isEmpty();
    assertThat(node.actions()).endsWith("enrolment.expired", "enrolment.expired");
  }

  @Test
  void isDestroyedByTheFifthWrongCode() { // EN-05
    Shown shown = node.begin(ANN);
    Authenticator device = device(shown);
    for (int left = 4; left >= 1; left--) {
      assertThat(node.confirm(shown.id(), device.wrongCode(left))).isEqualTo(new Refused(left));
    }
    assertThat(node.confirm(shown.id(), device.wrongCode(9))).isEqualTo(new Destroyed());
    assertThat(node.confirm(shown.id(), device.code(0))).isEqualTo(new Gone());
  }

  @Test
  void isConfirmedAgainByTheSameCodeForTenMinutes() { // EN-05
    Shown shown = node.begin(ANN);
    Authenticator device = device(shown);
    String code = device.code(0);
    assertThat(node.confirm(shown.id(), code)).isEqualTo(new Confirmed(ANN, false, false));

    assertThat(node.confirm(shown.id(), code)).isEqualTo(new Confirmed(ANN, true, false));
    assertThat(node.confirm(shown.id(), device.code(1))).isEqualTo(new Gone());
    store.advance(Duration.ofMinutes(10));
    assertThat(node.confirm(shown.id(), code)).isEqualTo(new Gone());
  }

  @Test
  void canBeCancelled() { // EN-04
    Authenticator bound = node.enrol(ANN);
    Shown shown = node.begin(ANN);

    assertThat(node.cancel.cancel(new RelyingPartyId("bank"), shown.id(), BY)).isFalse();
    assertThat(node.cancel.cancel(ANN.relyingParty(), shown.id(), BY)).isTrue();
    assertThat(node.cancel.cancel(ANN.relyingParty(), shown.id(), BY)).isFalse();
    assertThat(node.confirm(shown.id(), device(shown).code(0))).isEqualTo(new Gone());
    assertThat(node.verify(ANN, bound.code(0)).toString()).contains("Accepted");
  }

  @Test
  void isErasedWithItsRecoveryCodesWhenItIsRevoked() {
    Authenticator bound = node.enrol(ANN);
    List<String> codes = node.issue(ANN);

    assertThat(node.revoke.revoke(ANN, BY)).isTrue();
    assertThat(node.revoke.revoke(ANN, BY)).isFalse();
    assertThat(node.verify(ANN, bound.code(0)).toString()).contains("NotEnrolled");
    assertThat(node.redeem(ANN, codes.getFirst()).toString()).contains("NotIssued");
  }

  @Test
  void refusesASecretThatWasDrawnBefore() { // EN-11
    Node same = new Node(store, FixedRandom.seeded(1));
    node.begin(ANN);
    var request = new EnrolmentRequest(subscriber("bob"), new Label("Example", "bob"));

    assertThat(same.begin.begin(request, BY)).isEqualTo(new BeginOutcome.DuplicateSecret());
    var foreign = new EnrolmentRequest(Subscriber.of("bank", "bob"), new Label("Bank", "bob"));
    assertThat(new Node(store, FixedRandom.seeded(1)).begin.begin(foreign, BY))
        .isEqualTo(new BeginOutcome.DuplicateSecret());
  }

  @ParameterizedTest
  @CsvSource({"7, 30", "5, 30", "10, 30", "6, 29", "6, 61", "6, 15", "8, 90"})
  void issuesNoOtherDigitsOrPeriods(int digits, int period) { // OV-15
    OtpParameters parameters =
        new TotpParameters(HashAlgorithm.SHA1, new Digits(digits), Duration.ofSeconds(period));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnrolmentRequest(ANN, new Label("a", "b"), parameters));
  }

  @Test
  void issuesNoOtherTypes() { // OV-15
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnrolmentRequest(ANN, new Label("a", "b"), new SteamParameters()));
  }

  @Test
  void doesNotOpenForAnotherSubscriber() { // CR-11, CR-15
    node.enrol(ANN);
    Active active = store.enrolments().active(ANN).value().orElseThrow();
    for (Subscriber other : List.of(subscriber("bob"), Subscriber.of("bank", "ann"))) {
      Active moved =
          new Active(
              active.id(),
              other,
              active.key(),
              active.confirmedAt(),
              -1,
              Drift.NONE,
              Attempts.NONE,
              ResyncTries.NONE,
              Optional.empty(),
              1,
              Optional.empty());
      assertThatThrownBy(() -> node.keys.open(moved)).isInstanceOf(TamperingException.class);
    }
  }

  @Test
  void doesNotOpenAsBoundWhileItIsPending() { // CR-15, EN-04
    node.begin(ANN);
    Pending pending = store.enrolments().pending(ANN).value().orElseThrow();
    Active forged =
        new Active(
            pending.id(),
            ANN,
            pending.key(),
            Instant.EPOCH,
            -1,
            Drift.NONE,
            Attempts.NONE,
            ResyncTries.NONE,
            Optional.empty(),
            1,
            Optional.empty());

    assertThatThrownBy(() -> node.keys.open(forged)).isInstanceOf(TamperingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u202eb", "a\u200bb", "\ud800"})
  void refusesSubscribersThatCouldBeTakenForOthers(String name) { // AU-08, LO-02
    assertThatIllegalArgumentException().isThrownBy(() -> subscriber(name));
  }
}
