package dev.watchword.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.Passkey;
import dev.watchword.core.people.PasskeyCeremony;
import dev.watchword.core.people.PasskeyCredential;
import dev.watchword.core.people.PasskeyId;
import dev.watchword.core.people.PasskeyKeys;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.Role;
import dev.watchword.core.people.StoredPasskey;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.session.PeopleNode.Enrolled;
import dev.watchword.core.session.SignIn.FirstStep;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [PasskeyRepository] does, and what has to hold of passkeys over two nodes on one
/// store.
public interface PasskeyContract {

  FixedRandom RANDOM = FixedRandom.seeded(320);
  PasskeyKeys KEYS = new PasskeyKeys(PeopleNode.key());
  AuditTrail TRAIL = new AuditTrail(new AuditKeys(PeopleNode.key()), "node-1");

  /// An empty store.
  PeopleStore store();

  private List<PeopleNode> nodes() {
    return List.of(
        new PeopleNode(store(), FixedRandom.seeded(321)),
        new PeopleNode(store().otherNode(), FixedRandom.seeded(322)));
  }

  private PeopleNode node() {
    return nodes().getFirst();
  }

  private PasskeyRepository passkeys() {
    return store().passkeys();
  }

  private StoredPasskey row(PersonId person, String credential) {
    return KEYS.seal(
        new Passkey(
            PasskeyId.random(RANDOM),
            person,
            new PasskeyCredential(credential, "attested-" + credential, true),
            7,
            "My key",
            passkeys().now(),
            Optional.empty(),
            1));
  }

  private AuditEntry entry(PersonId person) {
    var act = AuditEvent.Passkey.Act.ADDED;
    return TRAIL.entry(
        passkeys().now(),
        Origin.of("test"),
        new AuditEvent.Passkey(person.value(), Optional.empty(), act));
  }

  /// Somebody with a factor and a passkey.
  ///
  /// @param session full
  record Somebody(Person person, Enrolled enrolled, Authenticator key, IssuedSession session) {}

  private static Somebody somebody(PeopleNode node) {
    Person ann = node.owner("ann");
    Enrolled enrolled = node.enrol(node.signIn("ann"));
    Authenticator key = new FakeAuthenticator("credential-of-ann", ann.id());
    return new Somebody(ann, enrolled, key, added(node, enrolled.session(), key));
  }

  private static OwnPasskeys.Addition add(
      PeopleNode node, IssuedSession session, Authenticator key) {
    SignedIn who = node.who(session);
    OwnPasskeys own = node.accounts.ownPasskeys();
    return own.add(who, key.make(own.challenge(who)), "My key", Authenticator.SITE, PeopleNode.BY);
  }

  private static IssuedSession added(PeopleNode node, IssuedSession session, Authenticator key) {
    if (add(node, session, key) instanceof OwnPasskeys.Addition.Added(var passkey, var renewed)) {
      return renewed;
    }
    throw new AssertionError("not added");
  }

  private static SignInByPasskey.Outcome signIn(PeopleNode node, Authenticator key) {
    SignInByPasskey by = node.accounts.byPasskey();
    return by.signIn(key.use(by.challenge()), Authenticator.SITE, "test", PeopleNode.BY);
  }

  @Test
  default void keepsAPasskeyAsItIs() {
    PeopleNode node = node();
    PersonId ann = node.owner("ann").id();
    PersonId bob = node.person("bob", Role.VIEWER).id();
    StoredPasskey one = row(ann, "one");
    StoredPasskey two = row(ann, "two");

    assertThat(passkeys().add(one, entry(ann))).isEqualTo(PasskeyRepository.Addition.ADDED);
    assertThat(passkeys().add(two, entry(ann))).isEqualTo(PasskeyRepository.Addition.ADDED);
    assertThat(passkeys().add(row(ann, "one"), entry(ann)))
        .isEqualTo(PasskeyRepository.Addition.KNOWN);

    assertThat(passkeys().of(ann)).containsExactlyInAnyOrder(one, two);
    assertThat(passkeys().count(ann)).isEqualTo(2);
    assertThat(passkeys().find("one").value()).contains(one);
    assertThat(passkeys().find("three").value()).isEmpty();
    StoredPasskey next = KEYS.seal(one.unverified().used(9, passkeys().now()));
    assertThat(passkeys().used(one, next)).isTrue();
    assertThat(passkeys().used(one, next)).as("it rests on a version that is gone").isFalse();
    assertThat(store().otherNode().passkeys().find("one").value()).contains(next);

    assertThat(passkeys().remove(bob, one.unverified().id(), entry(bob))).isFalse();
    assertThat(passkeys().remove(ann, one.unverified().id(), entry(ann))).isTrue();
    assertThat(passkeys().removeAll(bob, entry(bob))).isZero();
    assertThat(passkeys().removeAll(ann, entry(ann))).isEqualTo(1);
    assertThat(passkeys().of(ann)).isEmpty();
  }

  @Test
  default void keepsNoMoreThanAnybodyMayHave() {
    PersonId ann = node().owner("ann").id();
    for (int i = 0; i < Passkey.MOST; i++) {
      assertThat(passkeys().add(row(ann, "key-" + i), entry(ann)))
          .isEqualTo(PasskeyRepository.Addition.ADDED);
    }
    assertThat(passkeys().add(row(ann, "one-more"), entry(ann)))
        .isEqualTo(PasskeyRepository.Addition.TOO_MANY);
    assertThat(passkeys().count(ann)).isEqualTo(Passkey.MOST);
  }

  @Test
  default void addsNothingWithoutAnEntry() { // AU-02
    PersonId ann = node().owner("ann").id();
    StoredPasskey one = row(ann, "one");
    AuditEntry entry = entry(ann);
    store().verifier().failWrites(true);
    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> passkeys().add(one, entry));
    store().verifier().failWrites(false);
    assertThat(passkeys().of(ann)).isEmpty();
  }

  @Test
  default void takesEachChallengeOnceUntilItIsForgotten() {
    List<PasskeyRepository> both = List.of(passkeys(), store().otherNode().passkeys());
    UUID challenge = new UUID(1, 2);
    Instant until = passkeys().now().plusSeconds(60);

    assertThat(Race.run(8, 16, i -> both.get(i % 2).answerOnce(challenge, until)))
        .containsOnlyOnce(true);
    assertThat(passkeys().eraseChallenges()).isZero();
    store().verifier().advance(Duration.ofSeconds(60));
    assertThat(passkeys().eraseChallenges()).isEqualTo(1);
  }

  @Test
  default void signsInByAPasskeyAlone() {
    List<PeopleNode> nodes = nodes();
    Somebody ann = somebody(nodes.getFirst());

    var outcome = (SignInByPasskey.Outcome.Passed) signIn(nodes.getLast(), ann.key());

    assertThat(outcome.session().session().state()).isEqualTo(SessionState.FULL);
    assertThat(nodes.getFirst().who(outcome.session()).person().id()).isEqualTo(ann.person().id());
    assertThat(outcome.session().session().provedAt()).isPresent();
    Passkey passkey = nodes.getFirst().accounts.ownPasskeys().of(ann.person().id()).getFirst();
    assertThat(passkey.lastUsedAt()).isPresent();
    assertThat(passkey.signCount()).isEqualTo(2);
    assertThat(nodes.getFirst().actions())
        .contains("passkey.added", "session.signed-in-by-passkey");
    assertThat(nodes.getFirst().accounts.notices().of(ann.person().id(), 9))
        .extracting(Notice::kind)
        .contains(Notice.Kind.PASSKEY_ADDED); // EN-13
  }

  @Test
  default void takesOneAnswerOnceOverBothNodes() { // OV-05 for passkeys
    List<PeopleNode> nodes = nodes();
    Somebody ann = somebody(nodes.getFirst());
    var used = ann.key().use(nodes.getFirst().accounts.byPasskey().challenge());

    var answers =
        Race.run(
            8,
            16,
            i ->
                nodes
                    .get(i % 2)
                    .accounts
                    .byPasskey()
                    .signIn(used, Authenticator.SITE, "test", PeopleNode.BY));

    assertThat(answers).filteredOn(SignInByPasskey.Outcome.Passed.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(SignInByPasskey.Outcome.Refused.class::isInstance).hasSize(15);
  }

  @Test
  default void takesNoChallengeOfSomethingElseOrTooLate() {
    PeopleNode node = node();
    Somebody ann = somebody(node);
    SignInByPasskey by = node.accounts.byPasskey();
    SignedIn who = node.who(ann.session());
    String late = by.challenge();

    for (String challenge :
        List.of(
            by.challenge(who),
            node.accounts.ownPasskeys().challenge(who),
            "",
            "AAAA",
            by.challenge().substring(1))) {
      assertThat(by.signIn(ann.key().use(challenge), Authenticator.SITE, "test", PeopleNode.BY))
          .isInstanceOf(SignInByPasskey.Outcome.Refused.class);
    }
    store().verifier().advance(PasskeyCeremony.TIME);
    assertThat(by.signIn(ann.key().use(late), Authenticator.SITE, "test", PeopleNode.BY))
        .isInstanceOf(SignInByPasskey.Outcome.Refused.class);
  }

  @Test
  default void takesNoCredentialThatIsNone() {
    PeopleNode node = node();
    Somebody ann = somebody(node);
    SignInByPasskey by = node.accounts.byPasskey();
    for (String credential : List.of("", "\0", "ä", "a b", "A".repeat(1365))) {
      var used = ann.key().use(by.challenge());
      var spoilt =
          new WebAuthn.Used(
              credential,
              used.clientData(),
              used.authenticatorData(),
              used.signature(),
              used.userHandle());
      assertThat(by.signIn(spoilt, Authenticator.SITE, "test", PeopleNode.BY))
          .isInstanceOf(SignInByPasskey.Outcome.Refused.class);
    }
  }

  @Test
  default void takesAPasskeyAsTheSecondStepOfItsOwnPersonAlone() {
    PeopleNode node = node();
    Somebody ann = somebody(node);
    Person bob = node.person("bob", Role.OPERATOR);
    Enrolled enrolled = node.enrol(node.signIn("bob"));
    Authenticator keyOfBob = new FakeAuthenticator("credential-of-bob", bob.id());
    added(node, enrolled.session(), keyOfBob);
    SignInByPasskey by = node.accounts.byPasskey();
    IssuedSession passed = ((FirstStep.Passed) node.password("ann", PeopleNode.PASSWORD)).session();
    SignedIn who = node.who(passed);

    assertThat(by.prove(who, keyOfBob.use(by.challenge(who)), Authenticator.SITE, PeopleNode.BY))
        .isInstanceOf(SignInByPasskey.Outcome.Refused.class);
    var touched = ann.key().use(by.challenge(who), Authenticator.SITE, false);
    var outcome = by.prove(who, touched, Authenticator.SITE, PeopleNode.BY);

    assertThat(((SignInByPasskey.Outcome.Passed) outcome).session().session().state())
        .isEqualTo(SessionState.FULL);
    assertThat(node.who(passed.token())).as("the token of before").isEmpty(); // SE-04
  }

  @Test
  default void provesOnceMoreByAVerifiedUserAlone() { // AZ-08
    PeopleNode node = node();
    Somebody ann = somebody(node);
    SignInByPasskey by = node.accounts.byPasskey();
    SignedIn who = node.who(ann.session());

    var touched = ann.key().use(by.challenge(who), Authenticator.SITE, false);
    assertThat(by.prove(who, touched, Authenticator.SITE, PeopleNode.BY))
        .isInstanceOf(SignInByPasskey.Outcome.Refused.class);
    store().verifier().advance(Duration.ofMinutes(2));
    var outcome =
        (SignInByPasskey.Outcome.Passed)
            by.prove(who, ann.key().use(by.challenge(who)), Authenticator.SITE, PeopleNode.BY);

    assertThat(outcome.session().session().provedAt()).contains(store().verifier().now());
    assertThat(node.actions()).contains("session.stepped-up-by-passkey", "passkey.refused");
  }

  @Test
  default void refusesACopyAndPutsItOnRecord() {
    PeopleNode node = node();
    Somebody ann = somebody(node);
    signIn(node, ann.key());
    SignInByPasskey by = node.accounts.byPasskey();

    assertThat(
            by.signIn(
                ann.key().useAsCopy(by.challenge(), Authenticator.SITE),
                Authenticator.SITE,
                "test",
                PeopleNode.BY))
        .isInstanceOf(SignInByPasskey.Outcome.Refused.class);
    assertThat(node.actions()).contains("passkey.refused");
  }

  @Test
  default void letsNobodyInOnceThePasskeyOrTheFactorIsGone() { // EN-09
    List<PeopleNode> nodes = nodes();
    PeopleNode node = nodes.getFirst();
    Somebody ann = somebody(node);
    var other = (SignInByPasskey.Outcome.Passed) signIn(node, ann.key());
    SignedIn who = node.who(ann.session());
    PasskeyId id = node.accounts.ownPasskeys().list(who).getFirst().id();

    IssuedSession renewed =
        node.accounts.ownPasskeys().remove(who, id, PeopleNode.BY).orElseThrow();
    assertThat(nodes.getLast().who(other.session().token())).as("another session").isEmpty();
    assertThat(signIn(nodes.getLast(), ann.key()))
        .isInstanceOf(SignInByPasskey.Outcome.Refused.class);

    IssuedSession again = added(node, renewed, ann.key());
    var disabled =
        node.accounts
            .ownFactor()
            .disable(node.who(again), node.proof(ann.enrolled().key()), PeopleNode.BY);
    assertThat(disabled).isInstanceOf(Guarded.Done.class);
    assertThat(node.accounts.ownPasskeys().of(ann.person().id())).isEmpty();
    assertThat(signIn(node, ann.key())).isInstanceOf(SignInByPasskey.Outcome.Refused.class);
    assertThat(node.actions()).contains("passkey.removed", "passkey.all-removed");
  }

  @Test
  default void resetTakesThePasskeysToo() { // EN-09, EN-10
    PeopleNode node = node();
    Person ann = node.owner("ann");
    Person bob = node.joined(ann, "bob");
    Enrolled enrolled = node.enrol(node.signIn("bob"));
    Authenticator key = new FakeAuthenticator("credential-of-bob", bob.id());
    added(node, enrolled.session(), key);

    node.accounts.reset().reset(Optional.of(ann), bob.id(), PeopleNode.BY);

    assertThat(signIn(node, key)).isInstanceOf(SignInByPasskey.Outcome.Refused.class);
    assertThat(passkeys().of(bob.id())).isEmpty();
  }

  @Test
  default void letsNobodyInWhoIsShutOut() {
    PeopleNode node = node();
    Person ann = node.owner("ann");
    Person bob = node.joined(ann, "bob");
    Enrolled enrolled = node.enrol(node.signIn("bob"));
    Authenticator key = new FakeAuthenticator("credential-of-bob", bob.id());
    added(node, enrolled.session(), key);

    node.accounts.change().disabled(Optional.of(ann), bob.id(), true, PeopleNode.BY);
    assertThat(signIn(node, key)).isInstanceOf(SignInByPasskey.Outcome.Refused.class);
  }

  @Test
  default void addsOneKeyOnceHoweverOftenItIsSent() {
    List<PeopleNode> nodes = nodes();
    PeopleNode node = nodes.getFirst();
    Person ann = node.owner("ann");
    SignedIn who = node.who(node.enrol(node.signIn("ann")).session());
    var made =
        new FakeAuthenticator("credential-of-ann", ann.id())
            .make(node.accounts.ownPasskeys().challenge(who));

    var answers =
        Race.run(
            8,
            16,
            i ->
                nodes
                    .get(i % 2)
                    .accounts
                    .ownPasskeys()
                    .add(who, made, "My key", Authenticator.SITE, PeopleNode.BY));

    assertThat(answers).filteredOn(OwnPasskeys.Addition.Added.class::isInstance).hasSize(1);
    assertThat(node.accounts.ownPasskeys().of(ann.id())).hasSize(1);
  }

  @Test
  default void addsNoCredentialThatSomebodyHas() {
    PeopleNode node = node();
    Somebody ann = somebody(node);
    Person bob = node.person("bob", Role.OPERATOR);
    Enrolled enrolled = node.enrol(node.signIn("bob"));

    assertThat(add(node, enrolled.session(), ann.key()))
        .isInstanceOf(OwnPasskeys.Addition.Known.class);
    assertThat(node.accounts.ownPasskeys().of(bob.id())).isEmpty();
  }

  @Test
  default void tellsNoPasskeyOfAChangedRow() { // CR-15
    PeopleNode node = node();
    PersonId ann = node.owner("ann").id();
    StoredPasskey genuine = row(ann, "one");
    Passkey moved =
        new Passkey(
            genuine.unverified().id(),
            ann,
            new PasskeyCredential("one", "a-key-of-somebody-else", true),
            7,
            "My key",
            genuine.unverified().createdAt(),
            Optional.empty(),
            1);
    passkeys().add(new StoredPasskey(moved, genuine.mac()), entry(ann));

    assertThatExceptionOfType(TamperingException.class)
        .isThrownBy(() -> node.accounts.ownPasskeys().of(ann));
  }

  @Test
  default void drawsNoChallengeTwice() {
    SignInByPasskey by = node().accounts.byPasskey();
    assertThat(IntStream.range(0, 1000).mapToObj(i -> by.challenge())).doesNotHaveDuplicates();
  }
}
