package dev.watchword.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticateTokenTest {

  private static final String SOURCE = "127.0.0.1";

  private final MutableClock clock = MutableClock.at("2026-11-24T12:00:00Z");
  private final InMemoryApiTokenRepository store = new InMemoryApiTokenRepository();
  private final AuthenticateToken authenticate = new AuthenticateToken(store, clock);
  private final IssueApiToken issue = new IssueApiToken(store, FixedRandom.seeded(4), clock);

  private IssuedToken issued(Duration lifetime) {
    return issue.issue("test", Set.of(TokenScope.CODES_READ), lifetime);
  }

  @Test
  void acceptsATokenThatWasIssuedAndNotesItsUse() {
    IssuedToken issued = issued(Duration.ofDays(1));
    clock.advance(Duration.ofMinutes(5));

    assertThat(authenticate.authenticate(issued.text().reveal(), SOURCE))
        .isEqualTo(new TokenAuthentication.Accepted(issued.token()));
    assertThat(store.all().getFirst().lastUse()).contains(new TokenUse(clock.instant(), SOURCE));
  }

  @Test
  void countsToTheSecondOfItsExpiry() { // TK-03
    IssuedToken issued = issued(Duration.ofDays(90));
    clock.advance(Duration.ofDays(90).minusSeconds(1));
    assertThat(authenticate.authenticate(issued.text().reveal(), SOURCE))
        .isInstanceOf(TokenAuthentication.Accepted.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(authenticate.authenticate(issued.text().reveal(), SOURCE))
        .isInstanceOf(TokenAuthentication.Expired.class);
  }

  @Test
  void refusesLifetimesUnderASecondAndOverAYearAndADay() { // TK-03
    assertThatIllegalArgumentException().isThrownBy(() -> issued(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> issued(Duration.ofDays(366).plusSeconds(1)));
    assertThat(issued(IssueApiToken.MAX_LIFETIME).token().expiresAt())
        .isEqualTo(Instant.parse("2027-11-25T12:00:00Z"));
  }

  @Test
  void keepsTheVaultsScopesAndTheVerifiersApart() { // TK-02
    RelyingPartyId shop = new RelyingPartyId("shop");
    Duration day = Duration.ofDays(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> issue.issue("test", Set.of(TokenScope.VERIFIER_VERIFY), day));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> issue.issue("test", Set.of(TokenScope.CODES_READ), shop, day));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            issue.issue(
                "test", Set.of(TokenScope.CODES_READ, TokenScope.VERIFIER_VERIFY), shop, day));
    assertThat(store.all()).isEmpty();
  }

  @Test
  void refusesARevokedToken() { // TK-04
    IssuedToken issued = issued(Duration.ofDays(1));
    store.revoke(issued.token().id(), clock.instant());

    assertThat(authenticate.authenticate(issued.text().reveal(), SOURCE))
        .isInstanceOf(TokenAuthentication.Revoked.class);
  }

  @Test
  void asksNoStoreAboutAMistypedToken() { // TK-01
    AuthenticateToken storeless = new AuthenticateToken(new BrokenStore(), clock);
    String text = issued(Duration.ofDays(1)).text().reveal();

    assertThat(storeless.authenticate(text.replaceFirst(".$", "a"), SOURCE))
        .isEqualTo(new TokenAuthentication.Malformed());
    assertThat(storeless.authenticate("", SOURCE)).isEqualTo(new TokenAuthentication.Malformed());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> storeless.authenticate(text, SOURCE))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void refusesAWellFormedTokenThatNobodyIssued() {
    String foreign = TokenText.random(FixedRandom.seeded(99)).reveal();
    assertThat(authenticate.authenticate(foreign, SOURCE))
        .isEqualTo(new TokenAuthentication.Unknown());
  }

  @Test
  void notesAUseOnceAMinute() { // TK-07
    IssuedToken issued = issued(Duration.ofDays(1));
    Instant first = clock.instant();
    authenticate.authenticate(issued.text().reveal(), SOURCE);
    clock.advance(Duration.ofSeconds(59));
    authenticate.authenticate(issued.text().reveal(), SOURCE);
    assertThat(store.all().getFirst().lastUse()).contains(new TokenUse(first, SOURCE));
    clock.advance(Duration.ofSeconds(1));
    authenticate.authenticate(issued.text().reveal(), SOURCE);
    assertThat(store.all().getFirst().lastUse().map(TokenUse::at)).contains(clock.instant());
  }

  @Test
  void keepsNothingThatCouldBePresented() { // TK-01: a dump of the store is of no use
    IssuedToken issued = issued(Duration.ofDays(1));
    assertThat(store.all().toString()).doesNotContain(issued.text().reveal());
    assertThat(authenticate.authenticate(issued.token().hint(), SOURCE))
        .isEqualTo(new TokenAuthentication.Malformed());
  }

  /// A store that can't be asked.
  private static final class BrokenStore implements ApiTokenRepository {
    @Override
    public void add(ApiToken token) {
      throw new StorageException("broken");
    }

    @Override
    public Optional<ApiToken> find(TokenHash hash) {
      throw new StorageException("broken");
    }

    @Override
    public List<ApiToken> all() {
      throw new StorageException("broken");
    }

    @Override
    public boolean revoke(ApiTokenId id, Instant when) {
      throw new StorageException("broken");
    }

    @Override
    public void recordUse(ApiTokenId id, TokenUse use) {
      throw new StorageException("broken");
    }
  }
}
