package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.InMemoryApiTokenRepository;
import dev.watchword.core.access.TestTokens;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.access.TokenUse;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final InMemoryApiTokenRepository store = new InMemoryApiTokenRepository();
  private final AtomicLong nanos = new AtomicLong();
  private final RecentTokens recent = new RecentTokens(store, nanos::get);
  private final ApiToken token =
      TestTokens.issuing(store, FixedRandom.seeded(1), MutableClock.at(NOW.toString()))
          .issue("test", Set.of(TokenScope.ENTRIES_READ), Duration.ofDays(1))
          .token();

  private boolean revoked() {
    return recent.find(token.hash()).orElseThrow().revokedAt().isPresent();
  }

  @Test
  void seesARevocationElsewhereWithinASecond() { // MN-07
    assertThat(revoked()).isFalse();
    store.revoke(token.id(), NOW);
    nanos.addAndGet(700_000_000);
    assertThat(revoked()).isFalse();
    nanos.addAndGet(300_000_000);
    assertThat(revoked()).isTrue();
  }

  @Test
  void seesItsOwnRevocationAtOnce() {
    assertThat(revoked()).isFalse();
    assertThat(recent.revoke(token.id(), NOW)).isTrue();
    assertThat(revoked()).isTrue();
  }

  @Test
  void notesAUseOnceAMinute() {
    recent.recordUse(token.id(), new TokenUse(NOW, "a"));
    recent.recordUse(token.id(), new TokenUse(NOW.plusSeconds(59), "b"));
    assertThat(store.find(token.hash()).orElseThrow().lastUse().orElseThrow().source())
        .isEqualTo("a");
    recent.recordUse(token.id(), new TokenUse(NOW.plusSeconds(60), "c"));
    assertThat(store.find(token.hash()).orElseThrow().lastUse().orElseThrow().source())
        .isEqualTo("c");
  }
}
