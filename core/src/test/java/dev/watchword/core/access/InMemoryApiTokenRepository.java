package dev.watchword.core.access;

import dev.watchword.core.seal.RowMac;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens in a map: for tests, and for a server that keeps none. Thread-safe.
public final class InMemoryApiTokenRepository implements ApiTokenRepository {

  private final Map<ApiTokenId, ApiToken> tokens = new LinkedHashMap<>();
  private boolean macsMade;

  @Override
  public synchronized boolean hasMacs() {
    return macsMade;
  }

  @Override
  public synchronized boolean noteMacs() {
    boolean first = !macsMade;
    macsMade = true;
    return first;
  }

  @Override
  public synchronized void putMac(ApiTokenId id, RowMac mac) {
    tokens.computeIfPresent(
        id,
        (same, token) ->
            token.mac().isEmpty() && token.revokedAt().isEmpty() ? token.with(mac) : token);
  }

  /// Lets a test play somebody who can write to the store: nothing was ever sealed.
  public synchronized void forgetMacs() {
    macsMade = false;
  }

  /// The same: puts a row as it is.
  public synchronized void put(ApiToken row) {
    tokens.put(row.id(), row);
  }

  @Override
  public synchronized void add(ApiToken token) {
    if (tokens.containsKey(token.id()) || find(token.hash()).isPresent()) {
      throw new IllegalArgumentException("token: there is one with this id or hash already");
    }
    tokens.put(token.id(), token);
  }

  @Override
  public synchronized Optional<ApiToken> find(TokenHash hash) {
    return tokens.values().stream().filter(token -> token.hash().equals(hash)).findFirst();
  }

  @Override
  public synchronized List<ApiToken> all() {
    return tokens.values().stream()
        .sorted(
            Comparator.comparing(ApiToken::createdAt).thenComparing(token -> token.id().toString()))
        .toList();
  }

  @Override
  public synchronized boolean revoke(ApiTokenId id, Instant when) {
    ApiToken token = tokens.get(id);
    if (token == null || token.revokedAt().isPresent()) {
      return false;
    }
    tokens.put(id, token.withRevokedAt(when));
    return true;
  }

  @Override
  public synchronized void recordUse(ApiTokenId id, TokenUse use) {
    tokens.computeIfPresent(
        id,
        (same, token) ->
            token.lastUse().filter(last -> !last.at().isBefore(use.at())).isPresent()
                ? token
                : token.withLastUse(use));
  }
}
