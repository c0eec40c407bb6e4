package dev.watchword.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.access.AuthenticateToken;
import dev.watchword.core.access.TokenAuthentication;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.enrolment.EnrolmentOffer;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.AcceptInvite;
import dev.watchword.core.people.Invite;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonChange;
import dev.watchword.core.people.ResetPerson;
import dev.watchword.core.people.Role;
import dev.watchword.core.session.PeopleNode.Enrolled;
import dev.watchword.core.session.SignIn.FirstStep;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What has to hold of people over two nodes on one store.
public interface PeopleContract {

  /// An empty store.
  PeopleStore store();

  private List<PeopleNode> nodes() {
    return List.of(
        new PeopleNode(store(), FixedRandom.seeded(310)),
        new PeopleNode(store().otherNode(), FixedRandom.seeded(311)));
  }

  @Test
  default void evaluatesNoMorePasswordsAtOnceThanTheTallyHasRoomFor() { // TH-03, TH-04
    List<PeopleNode> nodes = nodes();
    nodes.getFirst().owner("ann");

    List<FirstStep> answers =
        Race.run(
            8,
            60,
            i ->
                nodes
                    .get(i % 2)
                    .password("ann", i == 40 ? PeopleNode.PASSWORD : "no password of hers " + i));

    assertThat(answers).filteredOn(FirstStep.Refused.class::isInstance).hasSizeLessThanOrEqualTo(5);
    assertThat(answers)
        .filteredOn(FirstStep.Throttled.class::isInstance)
        .hasSizeGreaterThanOrEqualTo(54);
    if (answers.stream().noneMatch(FirstStep.Passed.class::isInstance)) {
      assertThat(nodes.getFirst().password("ann", PeopleNode.PASSWORD))
          .as("the right one waits as well")
          .isInstanceOf(FirstStep.Throttled.class);
    }
  }

  @Test
  default void hidesTheRightPasswordBehindTheWait() { // TH-03
    PeopleNode node = nodes().getFirst();
    node.owner("ann");
    for (int i = 0; i < 5; i++) {
      node.password("ann", "no password of hers " + i);
    }

    assertThat(node.password("ann", PeopleNode.PASSWORD))
        .isEqualTo(new FirstStep.Throttled(Duration.ofSeconds(30)));
    store().verifier().advance(Duration.ofSeconds(30));
    assertThat(node.password("ann", PeopleNode.PASSWORD)).isInstanceOf(FirstStep.Passed.class);
    assertThat(node.password("ann", "no password of hers")).isEqualTo(new FirstStep.Refused());
  }

  @Test
  default void throttlesANameThatNobodyHasInTheSameWay() { // SE-15
    PeopleNode node = nodes().getFirst();
    node.owner("ann");
    for (int i = 0; i < 5; i++) {
      node.password("nobody", "a password of nobody " + i);
    }

    assertThat(node.password("nobody", "a password of nobody"))
        .isEqualTo(new FirstStep.Throttled(Duration.ofSeconds(30)));
  }

  @Test
  default void punishesNoRightPasswordsAtOnce() { // TH-10
    List<PeopleNode> nodes = nodes();
    nodes.getFirst().owner("ann");

    assertThat(Race.run(8, 20, i -> nodes.get(i % 2).password("ann", PeopleNode.PASSWORD)))
        .allMatch(FirstStep.Passed.class::isInstance);
  }

  @Test
  default void leavesTheFactorAloneWhoeverGuessesAtThePassword() { // TH-06
    PeopleNode node = nodes().getFirst();
    node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    for (int i = 0; i < 20; i++) {
      node.password("ann", "no password of hers " + i);
    }

    var active =
        store().verifier().enrolments().active(enrolled.session().session().person().subscriber());
    assertThat(active.value().orElseThrow().attempts().failures()).isZero();
  }

  @Test
  default void letsNobodyInWhileNothingCanBeWritten() { // AU-02, TH-08
    PeopleNode node = nodes().getFirst();
    node.owner("ann");
    store().verifier().failWrites(true);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> node.password("ann", PeopleNode.PASSWORD));
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> node.password("ann", "no password of hers"));
  }

  @Test
  default void letsAnInviteBeTakenOnce() {
    List<PeopleNode> nodes = nodes();
    Person ann = nodes.getFirst().owner("ann");
    String code = nodes.getFirst().invite(ann, "bob", Role.OPERATOR).code().reveal();

    List<AcceptInvite.Outcome> answers =
        Race.run(8, 8, i -> nodes.get(i % 2).accept(code, PeopleNode.PASSWORD + i));

    assertThat(answers).filteredOn(AcceptInvite.Outcome.Accepted.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(AcceptInvite.Outcome.Refused.class::isInstance).hasSize(7);
  }

  @Test
  default void letsAnInviteExpireToTheMillisecond() {
    PeopleNode node = nodes().getFirst();
    Person ann = node.owner("ann");
    String first = node.invite(ann, "bob", Role.VIEWER).code().reveal();
    store().verifier().advance(Invite.FOR_NEW.minusMillis(1));
    assertThat(node.accept(first, PeopleNode.PASSWORD))
        .isInstanceOf(AcceptInvite.Outcome.Accepted.class);

    String second = node.invite(ann, "cy", Role.VIEWER).code().reveal();
    store().verifier().advance(Invite.FOR_NEW);
    assertThat(node.accept(second, PeopleNode.PASSWORD))
        .isInstanceOf(AcceptInvite.Outcome.Refused.class);
  }

  @Test
  default void givesTheInvitedNoRightBeforeTheyJoin() { // AZ-05
    PeopleNode node = nodes().getFirst();
    Person ann = node.owner("ann");
    node.invite(ann, "bob", Role.OWNER);

    assertThat(node.password("bob", PeopleNode.PASSWORD)).isEqualTo(new FirstStep.Refused());
  }

  @Test
  default void letsResetEndAllThatWasAndStartWithAnInvite() { // EN-09, EN-10
    List<PeopleNode> nodes = nodes();
    PeopleNode node = nodes.getFirst();
    Person ann = node.owner("ann");
    Person bob = node.joined(ann, "bob");
    Enrolled enrolled = node.enrol(node.signIn("bob"));

    var reset = node.accounts.reset().reset(Optional.of(ann), bob.id(), PeopleNode.BY);

    var invited = (ResetPerson.Outcome.Invited) reset;
    assertThat(nodes.getLast().who(enrolled.session().token())).isEmpty();
    assertThat(node.password("bob", PeopleNode.PASSWORD))
        .as("the old password opens no session in which a factor could be set up")
        .isEqualTo(new FirstStep.Refused());
    assertThat(store().verifier().enrolments().active(bob.id().subscriber()).value()).isEmpty();
    assertThat(store().verifier().recoveries().find(bob.id().subscriber()).value()).isEmpty();

    String fresh = "another horse another staple";
    assertThat(node.accept(invited.code().reveal(), fresh))
        .isInstanceOf(AcceptInvite.Outcome.Accepted.class);
    var step = (FirstStep.Passed) node.password("bob", fresh);
    assertThat(step.session().session().state()).isEqualTo(SessionState.ENROL_ONLY);
    assertThat(node.accounts.notices().of(bob.id(), 9))
        .extracting(Notice::kind)
        .contains(Notice.Kind.FACTOR_RESET);
  }

  @Test
  default void setsUpOneFactorHoweverOftenItIsConfirmed() { // EN-05
    List<PeopleNode> nodes = nodes();
    PeopleNode node = nodes.getFirst();
    node.owner("ann");
    SignedIn who = node.who(node.signIn("ann"));
    var begun =
        node.accounts
            .ownFactor()
            .begin(who, Proof.of(PeopleNode.password(PeopleNode.PASSWORD)), PeopleNode.BY);
    var offer = ((Guarded.Done<EnrolmentOffer>) begun).value();
    String code = node.code(PeopleNode.key(offer));

    List<OwnFactor.Confirmation> answers =
        Race.run(
            8,
            16,
            i ->
                nodes
                    .get(i % 2)
                    .accounts
                    .ownFactor()
                    .confirm(who, SubmittedCode.of(code), PeopleNode.BY));

    assertThat(answers)
        .allMatch(it ->
            it instanceof OwnFactor.Confirmation.Confirmed
                || it instanceof OwnFactor.Confirmation.SessionGone);
    assertThat(answers)
        .filteredOn(it ->
            it instanceof OwnFactor.Confirmation.Confirmed(var session, var codes)
                && codes.isPresent())
        .as("one set of recovery codes is shown")
        .hasSize(1);
    assertThat(node.accounts.notices().of(who.person().id(), 99))
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.FACTOR_ADDED);
  }

  @Test
  default void takesATokensRightsWithItsOwners() { // TK-02
    PeopleNode node = nodes().getFirst();
    Person ann = node.owner("ann");
    Person bob = node.joined(ann, "bob");
    SignedIn who = node.who(node.enrol(node.signIn("bob")).session());
    var issued =
        node.accounts
            .ownTokens()
            .issue(
                who,
                "sync",
                Set.of(TokenScope.CODES_READ, TokenScope.ENTRIES_READ),
                Duration.ofDays(1),
                PeopleNode.BY);
    var authenticate =
        new AuthenticateToken(
            store().otherNode().tokens(),
            () -> Optional.of(new TokenKeys(PeopleNode.key())),
            node.accounts.tokenOwners(),
            store().verifier()::now);

    node.accounts.change().role(Optional.of(ann), bob.id(), Role.VIEWER, PeopleNode.BY);

    var accepted =
        (TokenAuthentication.Accepted)
            authenticate.authenticate(issued.text().reveal(), "192.0.2.7");
    assertThat(accepted.token().scopes()).containsExactly(TokenScope.ENTRIES_READ);
    assertThat(accepted.token().owner()).contains(bob.id());

    node.accounts.remove().remove(Optional.of(ann), bob.id(), PeopleNode.BY);
    assertThat(authenticate.authenticate(issued.text().reveal(), "192.0.2.7"))
        .isInstanceOf(TokenAuthentication.OwnerLacksRights.class);
  }

  @Test
  default void keepsAnOwnerWhenTwoRemoveEachOther() { // AZ-06
    List<PeopleNode> nodes = nodes();
    Person ann = nodes.getFirst().owner("ann");
    Person bob = nodes.getFirst().person("bob", Role.OWNER);
    Person[] owners = {ann, bob};

    List<PersonChange> answers =
        Race.run(
            2,
            2,
            i ->
                nodes
                    .get(i)
                    .accounts
                    .remove()
                    .remove(Optional.of(owners[i]), owners[1 - i].id(), PeopleNode.BY));

    assertThat(answers).filteredOn(PersonChange.Changed.class::isInstance).hasSize(1);
    assertThat(nodes.getFirst().accounts.list().list().people()).hasSize(1);
  }
}
