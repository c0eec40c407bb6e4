package dev.watchword.core.session;

import static dev.watchword.core.session.PeopleNode.BY;
import static dev.watchword.core.session.PeopleNode.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.TokenScope;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.Preferences;
import dev.watchword.core.people.ResetPerson;
import dev.watchword.core.people.Role;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.session.PeopleNode.Enrolled;
import dev.watchword.core.testing.FixedRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the audit log has of each act on an account, a session and a token (SECURITY AU-01).
class PeopleActsTest {

  private final PeopleStore store = new InMemoryPeopleStore();
  private final PeopleNode node = new PeopleNode(store, FixedRandom.seeded(31));

  @Test
  void invitesAndHowTheyEnd() { // AU-01
    Person ann = node.owner("ann");
    assertThat(node.newActions()).containsExactly("account.owner-created");
    var invited = node.invite(ann, "bob", Role.OPERATOR);
    assertThat(node.newActions()).containsExactly("account.invited");
    node.accept("0000-0000-0000-0000-0000-0000", PASSWORD);
    assertThat(node.newActions()).containsExactly("account.invite-refused");
    assertThat(node.log().getLast().entry().subject()).isEqualTo("person/unknown");
    node.password("bob", "no password of his");
    node.newActions();
    node.accept(invited.code().reveal(), PASSWORD);
    assertThat(node.newActions()).containsExactly("account.joined", "account.failures-forgiven");

    var late = node.invite(ann, "cy", Role.VIEWER);
    store.verifier().advance(Duration.ofDays(60));
    node.accept(late.code().reveal(), PASSWORD);
    assertThat(node.newActions()).containsExactly("account.invited", "account.invite-refused");
    assertThat(node.log().getLast().entry().subject())
        .startsWith("person/")
        .doesNotEndWith("known");
  }

  @Test
  void whatAnOwnerDoesToAccounts() { // AU-01
    Person ann = node.owner("ann");
    Person bob = node.joined(ann, "bob");
    node.newActions();
    Optional<Person> by = Optional.of(ann);
    var change = node.accounts.change();
    change.role(by, bob.id(), Role.VIEWER, BY);
    change.disabled(by, bob.id(), true, BY);
    change.disabled(by, bob.id(), false, BY);
    change.signOut(by, bob.id(), BY);
    change.profile(bob.id(), "Robert", new Preferences(Optional.of("de"), Optional.empty()), BY);
    assertThat(node.newActions())
        .containsExactly(
            "account.role-changed",
            "account.disabled",
            "account.enabled",
            "account.signed-out",
            "account.profile-changed");

    assertThat(node.accounts.reset().reset(by, bob.id(), BY))
        .isInstanceOf(ResetPerson.Outcome.class);
    assertThat(node.newActions()).contains("account.reset");
    node.accounts.remove().remove(by, bob.id(), BY);
    assertThat(node.newActions()).contains("account.removed");
    change.role(Optional.empty(), ann.id(), Role.VIEWER, BY);
    assertThat(node.newActions()).containsExactly("account.last-owner-kept");
  }

  @Test
  void passwordsThatWereSubmitted() { // AU-01
    node.owner("ann");
    node.newActions();
    node.signIn("ann");
    assertThat(node.newActions()).containsExactly("password.accepted", "session.signed-in");
    for (int i = 0; i < 6; i++) {
      node.password("ann", "no password of hers " + i);
    }
    assertThat(node.newActions()).startsWith("password.rejected").endsWith("password.throttled");
    for (int i = 0; i < 300; i++) {
      store.verifier().advance(Duration.ofHours(1));
      node.password("ann", "no password of hers");
    }
    assertThat(node.newActions()).endsWith("password.locked");
  }

  @Test
  void sessionsAndTheirEnds() { // AU-01
    Person ann = node.owner("ann");
    node.joined(ann, "bob");
    node.newActions();
    IssuedSession first = node.signIn("bob");
    assertThat(node.newActions())
        .containsExactly("password.accepted", "session.signed-in-to-enrol");
    Enrolled enrolled = node.enrol(first);
    node.newActions();

    SignedIn passed = node.who(node.signIn("bob"));
    assertThat(node.newActions()).containsExactly("password.accepted", "session.password-passed");
    try (RecoveryCode code = RecoveryCode.ofTyped(enrolled.recoveryCodes().getFirst())) {
      node.accounts.signIn().recoveryCode(passed, code, BY);
    }
    assertThat(node.newActions())
        .containsExactly("recovery.redeemed", "session.signed-in-by-recovery-code");

    SignedIn guessing = node.who(node.signIn("bob"));
    for (int i = 0; i < 6; i++) {
      node.accounts.signIn().code(guessing, SubmittedCode.of("00000" + i), BY);
    }
    assertThat(node.newActions())
        .contains("otp.throttled")
        .endsWith("session.ended-after-wrong-codes");

    SignedIn bob = node.who(enrolled.session());
    assertThat(node.accounts.ownSessions().endOthers(bob, BY)).isPositive();
    assertThat(node.newActions()).containsExactly("session.others-ended");
    var token =
        node.accounts
            .ownTokens()
            .issue(bob, "sync", Set.of(TokenScope.ENTRIES_READ), Duration.ofDays(1), BY);
    node.accounts.ownTokens().revoke(bob, token.token().id(), BY);
    assertThat(node.newActions()).containsExactly("token.issued", "token.revoked");
    node.accounts.ownSessions().end(bob, bob.session().id(), BY);
    assertThat(node.newActions()).containsExactly("session.ended");
  }

  @Test
  void aChangedPassword() { // AU-01
    node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    node.newActions();
    node.accounts
        .changePassword()
        .change(
            node.who(enrolled.session()),
            node.proof(enrolled.key()),
            PeopleNode.password("another horse altogether"),
            BY);
    assertThat(node.newActions()).contains("account.password-changed");
  }

  @Test
  void provingOnceMoreWhoOneIs() { // AU-01
    node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    node.newActions();
    node.accounts.stepUp().stepUp(node.who(enrolled.session()), node.proof(enrolled.key()), BY);
    assertThat(node.newActions()).endsWith("session.stepped-up");
  }
}
