package dev.watchword.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.people.Person;
import dev.watchword.core.people.Role;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [SessionRepository] does, asked through the use cases that rest on it.
public interface SessionRepositoryContract {

  /// An empty store.
  PeopleStore store();

  private PeopleNode node() {
    return new PeopleNode(store(), FixedRandom.seeded(301));
  }

  @Test
  default void givesBackEverythingThatWasKept() {
    PeopleNode node = node();
    node.owner("ann");
    IssuedSession issued = node.signIn("ann");

    StoredSession row = store().sessions().find(issued.token().hash()).value().orElseThrow();

    assertThat(row.unverified()).isEqualTo(issued.session());
    assertThat(new SessionKeys(PeopleNode.key()).open(row)).isEqualTo(issued.session());
    assertThat(row.lastSeenAt()).isEqualTo(store().verifier().now());
    assertThat(store().otherNode().sessions().of(issued.session().person())).containsExactly(row);
  }

  @Test
  default void isKnownByItsLastTokenAlone() { // SE-04
    PeopleNode node = node();
    node.owner("ann");
    IssuedSession first = node.signIn("ann");
    var stepped =
        node.accounts
            .stepUp()
            .stepUp(
                node.who(first), Proof.of(PeopleNode.password(PeopleNode.PASSWORD)), PeopleNode.BY);

    IssuedSession second = ((Guarded.Done<IssuedSession>) stepped).value();

    assertThat(node.who(first.token())).isEmpty();
    assertThat(node.who(second).session().id()).isEqualTo(first.session().id());
  }

  @Test
  default void letsOneOfManyRenewalsWin() {
    PeopleNode node = node();
    node.owner("ann");
    SignedIn who = node.who(node.signIn("ann"));
    List<PeopleNode> nodes =
        List.of(node, new PeopleNode(store().otherNode(), FixedRandom.seeded(302)));

    List<Boolean> renewed =
        Race.run(
            8,
            8,
            i ->
                nodes
                        .get(i % 2)
                        .accounts
                        .stepUp()
                        .stepUp(
                            who, Proof.of(PeopleNode.password(PeopleNode.PASSWORD)), PeopleNode.BY)
                    instanceof Guarded.Done);

    assertThat(renewed).containsOnlyOnce(true);
  }

  @Test
  default void endsOnTheOtherNodeAtOnce() { // SE-05
    PeopleNode node = node();
    PeopleNode other = new PeopleNode(store().otherNode(), FixedRandom.seeded(303));
    Person ann = node.owner("ann");
    node.joined(ann, "bob");
    IssuedSession kept = node.signIn("ann");
    IssuedSession signedOut = node.signIn("ann");
    IssuedSession another = node.signIn("ann");
    IssuedSession bobs = node.signIn("bob");

    node.accounts.ownSessions().signOut(node.who(signedOut), PeopleNode.BY);
    assertThat(other.who(signedOut.token())).isEmpty();
    assertThat(other.who(another.token())).isPresent();

    assertThat(node.accounts.ownSessions().endOthers(node.who(kept), PeopleNode.BY)).isOne();
    assertThat(other.who(another.token())).isEmpty();
    assertThat(other.who(kept.token())).isPresent();

    node.accounts.change().disabled(Optional.of(ann), bobs.session().person(), true, PeopleNode.BY);
    assertThat(other.who(bobs.token())).isEmpty();
  }

  @Test
  default void endsNoSessionOfSomebodyElse() {
    PeopleNode node = node();
    Person ann = node.owner("ann");
    node.joined(ann, "bob");
    IssuedSession anns = node.signIn("ann");
    IssuedSession bobs = node.signIn("bob");

    assertThat(node.accounts.ownSessions().end(node.who(anns), bobs.session().id(), PeopleNode.BY))
        .isFalse();
    assertThat(node.who(bobs.token())).isPresent();
  }

  @Test
  default void idlesOutAfterThirtyMinutesAndEndsAfterTwelveHours() { // SE-03
    PeopleNode node = node();
    node.owner("ann");
    IssuedSession session = node.signIn("ann");

    store().verifier().advance(Session.IDLE.minusMillis(1));
    assertThat(node.accounts.authenticate().stillCounts(session.token())).isPresent();
    assertThat(node.who(session.token())).isPresent();
    store().verifier().advance(Session.IDLE.minusMillis(1));
    assertThat(node.who(session.token())).as("a request kept it").isPresent();
    store().verifier().advance(Session.IDLE);
    assertThat(node.who(session.token())).isEmpty();

    IssuedSession lasting = node.signIn("ann");
    for (int i = 0; i < 48; i++) {
      store().verifier().advance(Duration.ofMinutes(15).minusMillis(i == 47 ? 1 : 0));
      assertThat(node.who(lasting.token())).isPresent();
    }
    store().verifier().advance(Duration.ofMillis(1));
    assertThat(node.who(lasting.token())).isEmpty();
  }

  @Test
  default void erasesWhatEndedByItself() {
    PeopleNode node = node();
    node.owner("ann");
    node.signIn("ann");
    store().verifier().advance(Duration.ofMinutes(1));
    IssuedSession kept = node.signIn("ann");
    store().verifier().advance(Session.IDLE.minusMinutes(1));

    assertThat(node.accounts.upkeep().sweep()).isOne();
    assertThat(store().sessions().of(kept.session().person()))
        .extracting(row -> row.unverified().id())
        .containsExactly(kept.session().id());
  }

  @Test
  default void goesWithItsPerson() {
    PeopleNode node = node();
    Person ann = node.owner("ann");
    Person bob = node.person("bob", Role.VIEWER);
    IssuedSession bobs = node.signIn("bob");

    node.accounts.remove().remove(Optional.of(ann), bob.id(), PeopleNode.BY);

    assertThat(node.who(bobs.token())).isEmpty();
    assertThat(store().sessions().of(bob.id())).isEmpty();
  }
}
