package dev.watchword.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What every store of API tokens keeps to.
public interface ApiTokenRepositoryContract {

  Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /// A new, empty store.
  ApiTokenRepository emptyTokens();

  /// Another look at the same store, as a second process has it.
  ApiTokenRepository reopened(ApiTokenRepository repository);

  private static IssuedToken issued(ApiTokenRepository store, long seed, Instant when) {
    return TestTokens.issuing(store, FixedRandom.seeded(seed), MutableClock.at(when))
        .issue("build robot ✓", Set.of(TokenScope.CODES_READ), Duration.ofDays(90));
  }

  @Test
  default void findsATokenByItsHashWithAllThatWasKept() {
    ApiTokenRepository store = emptyTokens();
    IssuedToken issued =
        TestTokens.issuing(store, FixedRandom.seeded(1), MutableClock.at(NOON))
            .issue(
                "everything",
                EnumSet.allOf(TokenScope.class).stream()
                    .filter(scope -> !scope.ofVerifier())
                    .collect(Collectors.toSet()),
                Duration.ofDays(366));

    assertThat(store.find(issued.text().hash())).contains(issued.token());
    assertThat(reopened(store).find(issued.text().hash())).contains(issued.token());
    assertThat(store.find(TokenText.random(FixedRandom.seeded(2)).hash())).isEmpty();
  }

  @Test
  default void keepsTheRelyingPartyOfAToken() {
    ApiTokenRepository store = emptyTokens();
    IssuedToken issued =
        TestTokens.issuing(store, FixedRandom.seeded(1), MutableClock.at(NOON))
            .issue(
                "shop",
                Set.of(TokenScope.VERIFIER_ENROL, TokenScope.VERIFIER_VERIFY),
                new RelyingPartyId("shop"),
                Duration.ofDays(90));

    assertThat(reopened(store).find(issued.text().hash())).contains(issued.token());
  }

  @Test
  default void listsTokensOldestFirst() {
    ApiTokenRepository store = emptyTokens();
    ApiToken young = issued(store, 1, NOON.plusSeconds(5)).token();
    ApiToken old = issued(store, 2, NOON).token();

    assertThat(store.all()).containsExactly(old, young);
  }

  @Test
  default void refusesASecondTokenWithTheSameIdOrHash() {
    ApiTokenRepository store = emptyTokens();
    ApiToken token = issued(store, 1, NOON).token();
    ApiToken sameHash =
        new ApiToken(
            ApiTokenId.random(FixedRandom.seeded(9)),
            "other",
            token.hash(),
            token.hint(),
            token.scopes(),
            token.relyingParty(),
            token.createdAt(),
            token.expiresAt(),
            Optional.empty(),
            Optional.empty());

    assertThatIllegalArgumentException().isThrownBy(() -> store.add(token));
    assertThatIllegalArgumentException().isThrownBy(() -> store.add(sameHash));
    assertThat(store.all()).containsExactly(token);
  }

  @Test
  default void revokesOnceAndKeepsTheFirstTime() {
    ApiTokenRepository store = emptyTokens();
    IssuedToken issued = issued(store, 1, NOON);

    assertThat(store.revoke(issued.token().id(), NOON.plusSeconds(10))).isTrue();
    assertThat(reopened(store).revoke(issued.token().id(), NOON.plusSeconds(20))).isFalse();
    assertThat(store.revoke(ApiTokenId.random(FixedRandom.seeded(3)), NOON)).isFalse();
    assertThat(store.find(issued.text().hash()).orElseThrow().revokedAt())
        .contains(NOON.plusSeconds(10));
  }

  @Test
  default void notesTheLatestUse() {
    ApiTokenRepository store = emptyTokens();
    ApiTokenId id = issued(store, 1, NOON).token().id();
    TokenUse late = new TokenUse(NOON.plusSeconds(60), "2001:db8::1");

    store.recordUse(id, late);
    store.recordUse(id, new TokenUse(NOON.plusSeconds(30), "192.0.2.1"));
    store.recordUse(ApiTokenId.random(FixedRandom.seeded(3)), late);

    assertThat(reopened(store).all().getFirst().lastUse()).contains(late);
  }

  @Test
  default void letsExactlyOneOfManyRevocationsWin() throws Exception {
    ApiTokenRepository store = emptyTokens();
    ApiTokenId id = issued(store, 1, NOON).token().id();
    Callable<Boolean> revocation = () -> store.revoke(id, NOON.plusSeconds(1));

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> answers =
          threads.invokeAll(java.util.Collections.nCopies(16, revocation));
      int won = 0;
      for (Future<Boolean> answer : answers) {
        won += answer.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
  }

  @Test
  default void takesTheMacAwayFromARevokedToken() { // CR-12
    ApiTokenRepository store = emptyTokens();
    IssuedToken issued = issued(store, 1, NOON);
    assertThat(reopened(store).find(issued.text().hash()).orElseThrow().mac())
        .isEqualTo(issued.token().mac())
        .isPresent();

    store.revoke(issued.token().id(), NOON);
    store.putMac(issued.token().id(), issued.token().mac().orElseThrow());

    assertThat(reopened(store).find(issued.text().hash()).orElseThrow().mac()).isEmpty();
  }

  @Test
  default void getsMacsOnceAndToTokensWithoutOneAlone() {
    ApiTokenRepository store = emptyTokens();
    ApiToken sealed = issued(store, 1, NOON).token();
    ApiToken bare =
        new ApiToken(
            ApiTokenId.random(FixedRandom.seeded(9)),
            "older",
            TokenText.random(FixedRandom.seeded(10)).hash(),
            sealed.hint(),
            sealed.scopes(),
            sealed.relyingParty(),
            sealed.createdAt(),
            sealed.expiresAt(),
            Optional.empty(),
            Optional.empty());
    store.add(bare);
    assertThat(store.hasMacs()).isFalse();

    assertThat(store.noteMacs()).isTrue();
    assertThat(reopened(store).noteMacs()).isFalse();
    assertThat(store.hasMacs()).isTrue();
    RowMac other = RowMac.copyOf(new byte[32]);
    store.putMac(bare.id(), other);
    store.putMac(sealed.id(), other);

    assertThat(reopened(store).find(bare.hash()).orElseThrow().mac()).contains(other);
    assertThat(reopened(store).find(sealed.hash())).contains(sealed);
  }
}
