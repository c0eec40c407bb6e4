package dev.watchword.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.Contradiction;
import dev.watchword.core.audit.FindContradictions;
import dev.watchword.core.session.InMemoryPeopleStore;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What becomes of tokens from before there were MACs, and of those that somebody writes into the
/// store or puts back (SECURITY CR-12, CR-15).
class SealTokensTest {

  private final InMemoryVerifierStore store = new InMemoryVerifierStore();
  private final Node node = new Node(store, FixedRandom.seeded(21));
  private final InMemoryApiTokenRepository tokens = new InMemoryApiTokenRepository();
  private final SealTokens seal =
      new SealTokens(
          tokens,
          TestTokens.KEYS,
          new InMemoryPeopleStore(store).transactions(),
          store.auditLog(),
          node.trail,
          store::now);
  private final AuthenticateToken authenticate =
      new AuthenticateToken(
          tokens, () -> Optional.of(TestTokens.KEYS), owner -> Optional.empty(), store::now);

  private TokenText bare(int id) {
    TokenText text = TokenText.random(FixedRandom.seeded(id));
    Instant now = Instant.ofEpochSecond(store.now().getEpochSecond());
    tokens.put(
        new ApiToken(
            new ApiTokenId(new UUID(5, id)),
            "older",
            text.hash(),
            text.hint(),
            Set.of(TokenScope.CODES_READ),
            Optional.empty(),
            now,
            now.plus(Duration.ofDays(1)),
            Optional.empty(),
            Optional.empty()));
    return text;
  }

  private TokenAuthentication shown(TokenText text) {
    return authenticate.authenticate(text.reveal(), "127.0.0.1");
  }

  private List<String> record() {
    node.link.link();
    return store.auditLog().page(0, 100).stream()
        .map(linked -> linked.entry())
        .filter(entry -> entry.action().startsWith("token."))
        .map(SealTokensTest::line)
        .toList();
  }

  private static String line(AuditEntry entry) {
    return entry.subject() + " " + entry.action() + " " + entry.details();
  }

  private List<Contradiction> contradictions() {
    return new FindContradictions(
            store.auditLog(),
            node.link,
            List.of(slice -> new LoggedTokens(tokens, TestTokens.KEYS, slice)))
        .find();
  }

  @Test
  void olderTokensGoOnToCount() { // MN-09
    TokenText older = bare(1);
    assertThat(shown(older)).isEqualTo(new TokenAuthentication.Unknown());
    assertThat(contradictions()).as("no server of this version was here yet").isEmpty();

    seal.sealOnce();

    assertThat(shown(older)).isInstanceOf(TokenAuthentication.Accepted.class);
    assertThat(record()).containsExactly("server token.sealed tokens=1"); // AU-01
    assertThat(contradictions()).isEmpty();
  }

  /// As a server does it that looks for its key when the first token comes.
  @Test
  void theFirstTokenThatIsShownCountsToo() { // MN-09
    TokenText older = bare(1);
    var fromNow =
        new AuthenticateToken(
            tokens,
            () -> {
              seal.sealOnce();
              return Optional.of(TestTokens.KEYS);
            },
            owner -> Optional.empty(),
            store::now);

    assertThat(fromNow.authenticate(older.reveal(), "127.0.0.1"))
        .isInstanceOf(TokenAuthentication.Accepted.class);
  }

  @Test
  void nothingIsSealedASecondTime() {
    seal.sealOnce();
    TokenText planted = bare(2);

    seal.sealOnce();

    assertThat(shown(planted)).isEqualTo(new TokenAuthentication.Unknown());
    assertThat(record()).hasSize(1);
    assertThat(contradictions())
        .extracting(Contradiction::subject, Contradiction::problem)
        .containsExactly(
            tuple(
                "token/" + new UUID(5, 2), "The token was added or changed outside of Watchword."));
  }

  /// Who can write the store can write there that nothing was sealed yet.
  @Test
  void theLogTellsThatItWasDoneBefore() { // CR-15
    seal.sealOnce();
    TokenText planted = bare(3);
    tokens.forgetMacs();

    seal.sealOnce();

    assertThat(shown(planted)).isEqualTo(new TokenAuthentication.Unknown());
    assertThat(tokens.hasMacs()).isTrue();
    assertThat(record()).hasSize(1);
  }

  @Test
  void aTokenThatWasTakenBackAndIsThereAgainIsNamed() { // CR-12
    IssuedToken issued =
        TestTokens.issuing(tokens, FixedRandom.seeded(4), store::now)
            .issue("t", Set.of(TokenScope.CODES_READ), Duration.ofDays(1));
    tokens.revoke(issued.token().id(), store.now());
    var event = new AuditEvent.Token(issued.token().id().value(), AuditEvent.Token.Act.REVOKED);
    store.auditLog().append(node.trail.entry(store.now(), Node.BY, event));
    assertThat(contradictions()).isEmpty();

    tokens.put(issued.token());

    assertThat(contradictions())
        .extracting(Contradiction::problem)
        .containsExactly("The token was taken back, and counts again.");
  }
}
