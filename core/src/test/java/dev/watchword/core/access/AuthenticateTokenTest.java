package dev.watchword.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.Role;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.StorageException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticateTokenTest {

  private static final String SOURCE = "127.0.0.1";

  private final Map<PersonId, Role> roles = new HashMap<>();
  private final MutableClock clock = MutableClock.at("2026-11-24T12:00:00Z");
  private final InMemoryApiTokenRepository store = new InMemoryApiTokenRepository();
  private final AuthenticateToken authenticate = authenticating(store);
  private final IssueApiToken issue = TestTokens.issuing(store, FixedRandom.seeded(4), clock);

  private AuthenticateToken authenticating(ApiTokenRepository tokens) {
    return new AuthenticateToken(
        tokens,
        () -> Optional.of(TestTokens.KEYS),
        owner -> Optional.ofNullable(roles.get(owner)),
        clock);
  }

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
    AuthenticateToken storeless = authenticating(new BrokenStore());
    String text = issued(Duration.ofDays(1)).text().reveal();

    assertThat(storeless.authenticate(text.replaceFirst(".$", "a"), SOURCE))
        .isEqualTo(new TokenAuthentication.Malformed());
    assertThat(storeless.authenticate("", SOURCE)).isEqualTo(new TokenAuthentication.Malformed());
    assertThatThrownBy(() -> storeless.authenticate(text, SOURCE))
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

  /// Every field that says for what a token counts, and for how long.
  enum Edit {
    NAME,
    SCOPES,
    EXPIRY,
    OWNER_TAKEN_AWAY,
    REVOCATION_TAKEN_AWAY;

    ApiToken of(ApiToken row) {
      return new ApiToken(
          row.id(),
          this == NAME ? "other" : row.name(),
          row.hash(),
          row.hint(),
          this == SCOPES ? Set.of(TokenScope.CODES_READ, TokenScope.ENTRIES_WRITE) : row.scopes(),
          row.relyingParty(),
          row.createdAt(),
          this == EXPIRY ? row.expiresAt().plusSeconds(1) : row.expiresAt(),
          this == REVOCATION_TAKEN_AWAY ? Optional.empty() : row.revokedAt(),
          row.lastUse(),
          this == OWNER_TAKEN_AWAY ? Optional.empty() : row.owner(),
          row.mac());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REVOCATION_TAKEN_AWAY")
  void refusesATokenWhoseRowWasEdited(Edit edit) { // CR-15
    PersonId ann = new PersonId(new UUID(1, 2));
    roles.put(ann, Role.OPERATOR);
    IssuedToken issued =
        issue.issueTo(
            ann, Role.OPERATOR, "test", Set.of(TokenScope.CODES_READ), Duration.ofDays(1));
    assertThat(authenticate.authenticate(issued.text().reveal(), SOURCE))
        .isInstanceOf(TokenAuthentication.Accepted.class);

    store.put(edit.of(issued.token()));

    assertThatThrownBy(() -> authenticate.authenticate(issued.text().reveal(), SOURCE))
        .isInstanceOf(TamperingException.class)
        .hasMessageContaining(issued.token().id().toString());
  }

  @Test
  void knowsNoTokenThatSomebodyWroteIntoTheStore() { // CR-15
    TokenText text = TokenText.random(FixedRandom.seeded(7));
    IssuedToken genuine = issued(Duration.ofDays(1));
    store.put(planted(text, Optional.empty()));
    assertThat(authenticate.authenticate(text.reveal(), SOURCE))
        .isEqualTo(new TokenAuthentication.Unknown());

    store.put(planted(text, genuine.token().mac()));
    assertThatThrownBy(() -> authenticate.authenticate(text.reveal(), SOURCE))
        .isInstanceOf(TamperingException.class);
  }

  private ApiToken planted(TokenText text, Optional<RowMac> mac) {
    return new ApiToken(
        new ApiTokenId(new UUID(3, 4)),
        "planted",
        text.hash(),
        text.hint(),
        Set.of(TokenScope.CODES_READ),
        Optional.empty(),
        clock.instant(),
        clock.instant().plusSeconds(60),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        mac);
  }

  @Test
  void countsNoRevokedTokenWhoseRevocationWasTakenOut() { // CR-12
    IssuedToken issued = issued(Duration.ofDays(1));
    store.revoke(issued.token().id(), clock.instant());
    ApiToken revoked = store.find(issued.text().hash()).orElseThrow();
    store.put(Edit.REVOCATION_TAKEN_AWAY.of(revoked));

    assertThat(authenticate.authenticate(issued.text().reveal(), SOURCE))
        .isEqualTo(new TokenAuthentication.Unknown());
  }

  @Test
  void acceptsNothingWhileTheKeyIsNotKnown() {
    AuthenticateToken locked =
        new AuthenticateToken(store, Optional::empty, owner -> Optional.empty(), clock);
    IssuedToken issued = issued(Duration.ofDays(1));

    assertThat(locked.authenticate(issued.text().reveal(), SOURCE))
        .isEqualTo(new TokenAuthentication.Locked(issued.token()));
    assertThat(locked.authenticate("wwt_nothing", SOURCE))
        .isEqualTo(new TokenAuthentication.Malformed());
  }

  /// Of each hash the first 64 bits are looked at, which in ten million differ too.
  @Test
  @Tag("slow")
  void drawsNoTokenTwiceInTenMillion() { // CR-16, TK-01
    SecureRandom random = new SecureRandom();
    long[] drawn = new long[10_000_000];
    for (int i = 0; i < drawn.length; i++) {
      byte[] hash = TokenText.random(random).hash().toByteArray();
      drawn[i] = ByteBuffer.wrap(hash).getLong();
    }
    Arrays.sort(drawn);
    for (int i = 1; i < drawn.length; i++) {
      if (drawn[i] == drawn[i - 1]) {
        throw new AssertionError("two tokens of one hash's beginning");
      }
    }
  }

  /// A store that can't be asked.
  private static final class BrokenStore implements ApiTokenRepository {
    @Override
    public boolean hasMacs() {
      throw new StorageException("broken");
    }

    @Override
    public boolean noteMacs() {
      throw new StorageException("broken");
    }

    @Override
    public void putMac(ApiTokenId id, RowMac mac) {
      throw new StorageException("broken");
    }

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
