package dev.watchword.core.access;

import dev.watchword.core.seal.RowMac;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps API tokens, by their hashes (a secret-storage port).
///
/// Every method is one transaction, and what was written is on the disk when it returns. What one
/// process revokes, every other process sees at its next look: an implementation keeps no copies.
/// Times are kept in whole seconds. Thread-safe. Every method throws
/// [dev.watchword.core.vault.StorageException] when the store can't do its work, and then nothing
/// has changed.
public interface ApiTokenRepository {

  /// Whether tokens from before there were MACs got theirs; see [SealTokens].
  boolean hasMacs();

  /// Notes that they did. It joins the transaction that its thread is in, as [#putMac] does.
  ///
  /// @return false when that was noted before
  boolean noteMacs();

  /// Puts a MAC to a token that stands without one; nothing changes where there is no such.
  void putMac(ApiTokenId id, RowMac mac);

  /// Keeps a new token.
  ///
  /// @throws IllegalArgumentException when a token with this id or hash is there already; nothing
  ///   has changed
  void add(ApiToken token);

  /// The token with that hash, live or not.
  Optional<ApiToken> find(TokenHash hash);

  /// All tokens, live or not, oldest first; of equal age by id.
  List<ApiToken> all();

  /// Takes a token back, and its MAC away. The first revocation counts: its time is never changed.
  ///
  /// @return false when there is no such token, or it was revoked before
  boolean revoke(ApiTokenId id, Instant when);

  /// Notes the last use. Without such a token, or with a later use noted already, nothing changes.
  void recordUse(ApiTokenId id, TokenUse use);
}
