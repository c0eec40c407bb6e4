package dev.watchword.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.ProviderAccount;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.people.ProviderErrand;
import dev.watchword.core.people.ProviderKeys;
import dev.watchword.core.people.Role;
import dev.watchword.core.people.StoredProviderAccount;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.session.FakeIdentityProvider.Visit;
import dev.watchword.core.session.SignInByProvider.Brought;
import dev.watchword.core.session.SignInByProvider.Outcome;
import dev.watchword.core.session.SignInByProvider.Sent;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [ProviderAccountRepository] does, and what has to hold of signing in by a provider
/// over two nodes on one store.
public interface ProviderAccountContract {

  String REDIRECT = "https://codes.example.org/provider";
  ProviderKeys KEYS = new ProviderKeys(PeopleNode.key());
  AuditTrail TRAIL = new AuditTrail(new AuditKeys(PeopleNode.key()), "node-1");

  /// An empty store.
  PeopleStore store();

  private List<PeopleNode> nodes() {
    return List.of(
        new PeopleNode(store(), FixedRandom.seeded(421)),
        new PeopleNode(store().otherNode(), FixedRandom.seeded(422)));
  }

  private PeopleNode node() {
    return nodes().getFirst();
  }

  private StoredProviderAccount row(PersonId person, String subject) {
    return KEYS.seal(
        new ProviderAccount(
            person, PeopleNode.PROVIDER.issuer(), subject, store().passkeys().now()));
  }

  private AuditEntry entry(PersonId person, AuditEvent.Provider.Act act) {
    return TRAIL.entry(
        store().passkeys().now(), Origin.of("test"), new AuditEvent.Provider(person.value(), act));
  }

  private static SignInByProvider by(PeopleNode node) {
    return node.accounts.byProvider().orElseThrow();
  }

  private static OwnProviderAccount own(PeopleNode node) {
    return node.accounts.ownProviderAccount().orElseThrow();
  }

  /// Goes there and comes back.
  private static Brought brought(Sent sent, String subject) {
    Visit visit = PeopleNode.PROVIDER.visit(sent.location(), subject);
    return new Brought(sent.verifier(), visit.state(), visit.code(), Optional.empty(), REDIRECT);
  }

  private static Outcome signIn(PeopleNode node, String subject) {
    return by(node).signIn(brought(by(node).send(REDIRECT), subject), "test", PeopleNode.BY);
  }

  private static IssuedSession passed(Outcome outcome) {
    if (outcome instanceof Outcome.Passed(var session)) {
      return session;
    }
    throw new AssertionError("not passed: " + outcome);
  }

  private static OwnProviderAccount.Outcome link(
      PeopleNode node, IssuedSession session, String subject) {
    SignedIn who = node.who(session);
    return own(node).link(who, brought(own(node).send(who, REDIRECT), subject), PeopleNode.BY);
  }

  private static IssuedSession linked(PeopleNode node, IssuedSession session, String subject) {
    if (link(node, session, subject) instanceof OwnProviderAccount.Outcome.Linked(var renewed)) {
      return renewed;
    }
    throw new AssertionError("not linked");
  }

  @Test
  default void keepsALinkAsItIs() {
    PeopleNode node = node();
    PersonId ann = node.owner("ann").id();
    PersonId bob = node.person("bob", Role.VIEWER).id();
    StoredProviderAccount hers = row(ann, "a1");
    ProviderAccountRepository accounts = store().providers();
    var linked = AuditEvent.Provider.Act.LINKED;
    var unlinked = AuditEvent.Provider.Act.UNLINKED;

    assertThat(accounts.link(hers, entry(ann, linked))).isTrue();
    assertThat(accounts.link(row(ann, "a2"), entry(ann, linked))).as("a second one").isFalse();
    assertThat(accounts.link(row(bob, "a1"), entry(bob, linked))).as("hers").isFalse();
    assertThat(accounts.of(ann)).contains(hers);
    assertThat(accounts.of(bob)).isEmpty();
    String issuer = hers.unverified().issuer();
    assertThat(store().otherNode().providers().find(issuer, "a1").value()).contains(hers);
    assertThat(accounts.find(issuer, "A1").value()).as("another name").isEmpty();
    assertThat(accounts.find(issuer + "/", "a1").value()).as("another provider").isEmpty();

    assertThat(accounts.unlink(bob, entry(bob, unlinked))).isFalse();
    assertThat(accounts.unlink(ann, entry(ann, unlinked))).isTrue();
    assertThat(accounts.of(ann)).isEmpty();
    assertThat(node.actions())
        .filteredOn(action -> action.startsWith("provider."))
        .containsExactly("provider.linked", "provider.unlinked");
  }

  @Test
  default void signsInWhoeverLinkedTheAccount() {
    PeopleNode node = node();
    Person ann = node.owner("ann");
    IssuedSession before = node.signIn("ann");
    assertThat(signIn(node, "a1")).as("not linked yet").isInstanceOf(Outcome.Unknown.class);

    IssuedSession renewed = linked(node, before, "a1");
    assertThat(node.who(before.token())).as("the old token").isEmpty(); // SE-04
    assertThat(own(node).of(ann.id()).orElseThrow().subject()).isEqualTo("a1");

    IssuedSession session = passed(signIn(nodes().getLast(), "a1"));
    assertThat(session.session().person()).isEqualTo(ann.id());
    assertThat(session.session().state()).isEqualTo(SessionState.FULL);
    assertThat(node.accounts.notices().of(ann.id(), 5))
        .extracting(Notice::kind)
        .contains(Notice.Kind.PROVIDER_LINKED); // EN-13
    assertThat(node.actions()).contains("provider.linked", "session.signed-in-by-provider");

    own(node).unlink(node.who(renewed), PeopleNode.BY).orElseThrow();
    assertThat(signIn(node, "a1")).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  default void asksForTheSecondFactorAsAfterAPassword() { // EN-09
    PeopleNode node = node();
    node.owner("ann");
    linked(node, node.enrol(node.signIn("ann")).session(), "a1");

    IssuedSession session = passed(signIn(node, "a1"));
    assertThat(session.session().state()).isEqualTo(SessionState.PASSWORD_PASSED);
    assertThat(session.session().provedAt()).isEmpty();
    assertThat(node.actions())
        .contains("session.provider-passed")
        .doesNotContain("session.signed-in-by-provider");
  }

  @Test
  default void takesAnAnswerOnceOverBothNodes() {
    List<PeopleNode> nodes = nodes();
    nodes.getFirst().owner("ann");
    linked(nodes.getFirst(), nodes.getFirst().signIn("ann"), "a1");
    Sent sent = by(nodes.getFirst()).send(REDIRECT);
    // each has a code of its own: the provider's memory is not what is tried
    List<Brought> same =
        java.util.stream.IntStream.range(0, 16).mapToObj(i -> brought(sent, "a1")).toList();

    List<Outcome> answers =
        Race.run(8, 16, i -> by(nodes.get(i % 2)).signIn(same.get(i), "test", PeopleNode.BY));

    assertThat(answers).filteredOn(Outcome.Passed.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Outcome.Refused.class::isInstance).hasSize(15);
  }

  @Test
  default void takesNothingThatAnotherBrowserOrErrandBegan() {
    PeopleNode node = node();
    node.owner("ann");
    node.person("bob", Role.VIEWER);
    IssuedSession ann = linked(node, node.signIn("ann"), "a1");
    IssuedSession bob = node.signIn("bob");
    Sent hers = by(node).send(REDIRECT);
    Sent another = by(node).send(REDIRECT);
    Brought back = brought(hers, "a1");

    var otherBrowser =
        new Brought(another.verifier(), back.state(), back.code(), Optional.empty(), REDIRECT);
    assertThat(by(node).signIn(otherBrowser, "test", PeopleNode.BY))
        .isInstanceOf(Outcome.Refused.class);
    var otherIssuer =
        new Brought(
            hers.verifier(), back.state(), back.code(), Optional.of("https://evil"), REDIRECT);
    assertThat(by(node).signIn(otherIssuer, "test", PeopleNode.BY))
        .isInstanceOf(Outcome.Refused.class);
    var madeUp = new Brought(hers.verifier(), "made-up", back.code(), Optional.empty(), REDIRECT);
    assertThat(by(node).signIn(madeUp, "test", PeopleNode.BY)).isInstanceOf(Outcome.Refused.class);
    assertThat(own(node).link(node.who(bob), back, PeopleNode.BY))
        .as("begun to sign in")
        .isInstanceOf(OwnProviderAccount.Outcome.Refused.class);
    Brought toLink = brought(own(node).send(node.who(ann), REDIRECT), "b1");
    assertThat(own(node).link(node.who(bob), toLink, PeopleNode.BY))
        .as("begun by another session")
        .isInstanceOf(OwnProviderAccount.Outcome.Refused.class);
    assertThat(by(node).signIn(toLink, "test", PeopleNode.BY))
        .as("begun to link")
        .isInstanceOf(Outcome.Refused.class);
    assertThat(by(node).signIn(back, "test", PeopleNode.BY)).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  default void takesNothingTooLate() {
    PeopleNode node = node();
    node.owner("ann");
    linked(node, node.signIn("ann"), "a1");
    Brought back = brought(by(node).send(REDIRECT), "a1");
    node.store.verifier().advance(ProviderErrand.TIME);
    assertThat(by(node).signIn(back, "test", PeopleNode.BY)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  default void linksNoAccountTwice() {
    PeopleNode node = node();
    Person ann = node.owner("ann");
    node.person("bob", Role.VIEWER);
    IssuedSession first = linked(node, node.signIn("ann"), "a1");
    assertThat(link(node, first, "a2")).isInstanceOf(OwnProviderAccount.Outcome.Taken.class);
    assertThat(link(node, node.signIn("bob"), "a1"))
        .isInstanceOf(OwnProviderAccount.Outcome.Taken.class);
    assertThat(own(node).of(ann.id()).orElseThrow().subject()).isEqualTo("a1");
  }

  @Test
  default void letsNobodyInByTheProviderWhoIsShutOutOrWasReset() { // EN-09, EN-10
    PeopleNode node = node();
    Person ann = node.owner("ann");
    Person bob = node.joined(ann, "bob");
    Person eve = node.joined(ann, "eve");
    linked(node, node.signIn("bob"), "b1");
    linked(node, node.signIn("eve"), "e1");

    node.accounts.change().disabled(Optional.of(ann), bob.id(), true, PeopleNode.BY);
    assertThat(signIn(node, "b1")).isInstanceOf(Outcome.Unknown.class);
    node.accounts.reset().reset(Optional.of(ann), eve.id(), PeopleNode.BY);
    assertThat(store().providers().of(eve.id())).isEmpty();
    assertThat(signIn(node, "e1")).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  default void saysSoWhereTheProviderDoesNotAnswer() {
    PeopleNode node = node();
    node.owner("ann");
    linked(node, node.signIn("ann"), "a1");
    var provider = new FakeIdentityProvider();
    var accounts =
        PeopleNode.accounts(
            store().stores(),
            new FakeWebAuthn(),
            Optional.of(provider),
            FixedRandom.seeded(423),
            store().verifier()::now);
    SignInByProvider by = accounts.byProvider().orElseThrow();
    Sent sent = by.send(REDIRECT);
    Visit visit = provider.visit(sent.location(), "a1");
    provider.down(true);
    assertThat(
            by.signIn(
                new Brought(
                    sent.verifier(), visit.state(), visit.code(), Optional.empty(), REDIRECT),
                "test",
                PeopleNode.BY))
        .isInstanceOf(Outcome.Unreachable.class);
  }

  @Test
  default void signsNobodyInByAChangedRow() { // CR-15
    PeopleNode node = node();
    PersonId ann = node.owner("ann").id();
    PersonId bob = node.person("bob", Role.VIEWER).id();
    StoredProviderAccount genuine = row(bob, "b1");
    var moved =
        new StoredProviderAccount(
            new ProviderAccount(
                ann, genuine.unverified().issuer(), "b1", genuine.unverified().linkedAt()),
            genuine.mac());
    store().providers().link(moved, entry(ann, AuditEvent.Provider.Act.LINKED));

    assertThatExceptionOfType(TamperingException.class).isThrownBy(() -> signIn(node, "b1"));
  }

  @Test
  default void goesWithThePerson() {
    PeopleNode node = node();
    Person ann = node.owner("ann");
    Person bob = node.joined(ann, "bob");
    linked(node, node.signIn("bob"), "b1");
    node.store.verifier().advance(Duration.ofSeconds(1));
    node.accounts.remove().remove(Optional.of(ann), bob.id(), PeopleNode.BY);
    assertThat(store().providers().find(PeopleNode.PROVIDER.issuer(), "b1").value()).isEmpty();
  }
}
