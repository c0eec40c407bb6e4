package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.ApiTokenId;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.TokenHash;
import dev.watchword.core.access.TokenUse;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.vault.StorageException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A token store that can be made to fail, and that counts its look-ups.
final class SwitchableTokens implements ApiTokenRepository {

  final AtomicInteger lookUps = new AtomicInteger();
  volatile boolean broken;

  /// True plays a store in which every token was revoked.
  volatile boolean forgetful;

  private final ApiTokenRepository delegate;

  SwitchableTokens(ApiTokenRepository delegate) {
    this.delegate = delegate;
  }

  private ApiTokenRepository working() {
    if (broken) {
      throw new StorageException("The disk is gone: a planted fault.");
    }
    return delegate;
  }

  @Override
  public boolean hasMacs() {
    return working().hasMacs();
  }

  @Override
  public boolean noteMacs() {
    return working().noteMacs();
  }

  @Override
  public void putMac(ApiTokenId id, RowMac mac) {
    working().putMac(id, mac);
  }

  @Override
  public void add(ApiToken token) {
    working().add(token);
  }

  @Override
  public Optional<ApiToken> find(TokenHash hash) {
    lookUps.incrementAndGet();
    return forgetful ? Optional.empty() : working().find(hash);
  }

  @Override
  public List<ApiToken> all() {
    return working().all();
  }

  @Override
  public boolean revoke(ApiTokenId id, Instant when) {
    return working().revoke(id, when);
  }

  @Override
  public void recordUse(ApiTokenId id, TokenUse use) {
    working().recordUse(id, use);
  }
}
