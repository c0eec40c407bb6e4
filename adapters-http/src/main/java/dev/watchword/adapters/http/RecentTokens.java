package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.ApiTokenId;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.TokenHash;
import dev.watchword.core.access.TokenUse;
import dev.watchword.core.seal.RowMac;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Spares the store a look at each request: a token that was found counts as found for less than a
/// second more, so that a revocation elsewhere holds within one (SECURITY MN-07), and one through
/// here at once. What was not found is looked for each time. Thread-safe.
final class RecentTokens implements ApiTokenRepository {

  private static final long REMEMBERED_NANOS = 800_000_000L;
  private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final ApiTokenRepository store;
  private final LongSupplier nanos;
  private final Map<TokenHash, Found> recent = new ConcurrentHashMap<>();
  private final Map<ApiTokenId, Instant> noted = new ConcurrentHashMap<>();

  private record Found(ApiToken token, long at) {}

  /// @param nanos as [System#nanoTime]
  RecentTokens(ApiTokenRepository store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
  }

  @Override
  public boolean hasMacs() {
    return store.hasMacs();
  }

  @Override
  public boolean noteMacs() {
    return store.noteMacs();
  }

  @Override
  public void putMac(ApiTokenId id, RowMac mac) {
    store.putMac(id, mac);
    recent.clear();
  }

  @Override
  public Optional<ApiToken> find(TokenHash hash) {
    long now = nanos.getAsLong();
    Found found = recent.get(hash);
    if (found != null && now - found.at < REMEMBERED_NANOS) {
      return Optional.of(found.token);
    }
    Optional<ApiToken> fresh = store.find(hash);
    if (recent.size() >= MOST) {
      recent.clear();
    }
    fresh.ifPresentOrElse(
        token -> recent.put(hash, new Found(token, now)), () -> recent.remove(hash));
    return fresh;
  }

  @Override
  public void recordUse(ApiTokenId id, TokenUse use) {
    Instant before = noted.get(id);
    if (before != null && use.at().isBefore(before.plus(USE_RESOLUTION))) {
      return;
    }
    if (noted.size() >= MOST) {
      noted.clear();
    }
    noted.put(id, use.at());
    store.recordUse(id, use);
  }

  @Override
  public boolean revoke(ApiTokenId id, Instant when) {
    boolean revoked = store.revoke(id, when);
    recent.clear();
    return revoked;
  }

  @Override
  public void add(ApiToken token) {
    store.add(token);
  }

  @Override
  public List<ApiToken> all() {
    return store.all();
  }
}
