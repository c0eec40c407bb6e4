package dev.watchword.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.Permission;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.Role;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.session.AuthorisePerson.Decision;
import dev.watchword.core.session.PeopleNode.Enrolled;
import dev.watchword.core.session.SignIn.FirstStep;
import dev.watchword.core.session.SignIn.SecondStep;
import dev.watchword.core.testing.FixedRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignInTest {

  private final InMemoryPeopleStore store = new InMemoryPeopleStore();
  private final PeopleNode node = new PeopleNode(store, FixedRandom.seeded(1));

  private SecondStep code(IssuedSession session, String code) {
    return node.accounts.signIn().code(node.who(session), SubmittedCode.of(code), PeopleNode.BY);
  }

  private SecondStep recoveryCode(IssuedSession session, String code) {
    try (var typed = RecoveryCode.ofTyped(code)) {
      return node.accounts.signIn().recoveryCode(node.who(session), typed, PeopleNode.BY);
    }
  }

  private Decision decide(IssuedSession session, Permission permission) {
    return node.accounts.authorise().decide(node.who(session), permission);
  }

  @Test
  void letsAnOwnerWithoutAFactorInByThePassword() {
    node.owner("Ann");

    IssuedSession session = node.signIn("ANN");

    assertThat(session.session().state()).isEqualTo(SessionState.FULL);
    assertThat(decide(session, Permission.SECRETS)).isEqualTo(Decision.ALLOWED);
    assertThat(decide(session, Permission.TOKENS)).isEqualTo(Decision.FACTOR_NEEDED);
  }

  @Test
  void answersAWrongPasswordAndAnUnknownNameAlike() { // SE-15
    node.owner("ann");

    assertThat(node.password("ann", "not the password at all"))
        .isEqualTo(node.password("bob", "not the password at all"))
        .isEqualTo(new FirstStep.Refused());
  }

  @Test
  void asksForTheCodeOnceThereIsAFactorAndGivesNothingBeforeIt() { // EN-09
    node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));

    IssuedSession passed = node.signIn("ann");

    assertThat(passed.session().state()).isEqualTo(SessionState.PASSWORD_PASSED);
    assertThat(Stream.of(Permission.values()).map(it -> decide(passed, it)))
        .containsOnly(Decision.NOT_SIGNED_IN);
    assertThat(code(passed, "000000")).isEqualTo(new SecondStep.Refused(Optional.empty(), false));
    var through = (SecondStep.Passed) code(passed, node.code(enrolled.key()));
    assertThat(through.session().session().state()).isEqualTo(SessionState.FULL);
    assertThat(node.who(passed.token())).as("a new token at sign-in, SE-04").isEmpty();
  }

  @Test
  void takesACodeForOneSessionAlone() { // OV-05
    node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    IssuedSession first = node.signIn("ann");
    IssuedSession second = node.signIn("ann");
    String code = node.code(enrolled.key());

    assertThat(code(first, code)).isInstanceOf(SecondStep.Passed.class);
    assertThat(code(second, code)).isInstanceOf(SecondStep.Refused.class);
  }

  @Test
  void endsTheAttemptWhenTheLimitIsReached() { // RC-06
    node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    IssuedSession passed = node.signIn("ann");
    for (int i = 0; i < 5; i++) {
      code(passed, "00000" + i);
    }

    var refused = (SecondStep.Refused) code(passed, node.code(enrolled.key()));

    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(30));
    assertThat(refused.ended()).isTrue();
    assertThat(node.who(passed.token())).isEmpty();
  }

  @Test
  void limitsASessionThatARecoveryCodeOpened() { // RC-10
    node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    String code = enrolled.recoveryCodes().getFirst();

    var passed = (SecondStep.Passed) recoveryCode(node.signIn("ann"), code);

    IssuedSession session = passed.session();
    assertThat(session.session().state()).isEqualTo(SessionState.RECOVERY);
    assertThat(
            Stream.of(Permission.values())
                .filter(permission -> decide(session, permission) == Decision.ALLOWED))
        .containsExactly(Permission.OWN_FACTOR, Permission.OWN_RECOVERY);
    assertThat(recoveryCode(node.signIn("ann"), code)).isInstanceOf(SecondStep.Refused.class);
    assertThat(node.accounts.notices().of(session.session().person(), 10))
        .extracting(Notice::kind)
        .containsOnlyOnce(Notice.Kind.RECOVERY_CODE_USED);
  }

  @Test
  void isAFullSessionAgainOnceANewFactorIsSetUpAfterARecoveryCode() {
    node.owner("ann");
    Enrolled before = node.enrol(node.signIn("ann"));
    var passed =
        (SecondStep.Passed) recoveryCode(node.signIn("ann"), before.recoveryCodes().getFirst());

    Enrolled after = node.enrol(passed.session());

    assertThat(after.session().session().state()).isEqualTo(SessionState.FULL);
    assertThat(after.recoveryCodes()).as("the old codes stay").isEmpty();
    IssuedSession again = node.signIn("ann");
    assertThat(code(again, node.code(before.key()))).isInstanceOf(SecondStep.Refused.class);
    assertThat(code(again, node.code(after.key()))).isInstanceOf(SecondStep.Passed.class);
  }

  @Test
  void letsWhoeverMustHaveAFactorDoNothingButSetItUp() { // EN-09
    node.owner("ann");
    node.person("bob", Role.OPERATOR);

    IssuedSession session = node.signIn("bob");

    assertThat(session.session().state()).isEqualTo(SessionState.ENROL_ONLY);
    assertThat(
            Stream.of(Permission.values())
                .filter(permission -> decide(session, permission) == Decision.ALLOWED))
        .containsExactly(Permission.OWN_FACTOR);
    assertThat(node.enrol(session).session().session().state()).isEqualTo(SessionState.FULL);
  }

  @Test
  void makesAPasswordPassedAttemptWaitNoLongerThanFiveMinutes() {
    node.owner("ann");
    node.enrol(node.signIn("ann"));
    IssuedSession passed = node.signIn("ann");

    store.verifier().advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(node.accounts.authenticate().stillCounts(passed.token())).isPresent();
    store.verifier().advance(Duration.ofSeconds(1));
    assertThat(node.who(passed.token())).isEmpty();
  }

  @Test
  void putsEveryStepOnRecordWithoutASecret() { // AU-01
    node.owner("ann");
    node.password("ann", "not the password at all");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    code(node.signIn("ann"), node.code(enrolled.key()));

    assertThat(node.actions())
        .containsSubsequence(
            "account.owner-created",
            "password.rejected",
            "password.accepted",
            "session.signed-in",
            "enrolment.begun",
            "enrolment.confirmed",
            "recovery.issued",
            "session.renewed",
            "password.accepted",
            "session.password-passed",
            "otp.accepted",
            "session.signed-in");
    assertThat(node.log().toString())
        .doesNotContain(PeopleNode.PASSWORD)
        .doesNotContain(enrolled.session().token().reveal());
  }
}
