package dev.watchword.core.access;

import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.seal.RowMacs;
import dev.watchword.core.seal.RowMacs.Fields;
import dev.watchword.core.seal.VaultKey;
import java.util.Optional;
import java.util.UUID;

/// Authenticates what a store says of API tokens, so that nobody lets themselves in, or may more,
/// by adding or editing a row (SECURITY CR-15). Thread-safe.
public final class TokenKeys {

  private final RowMacs rows;

  /// @param key derived from here, and not kept; the same on all nodes
  public TokenKeys(VaultKey key) {
    this.rows = new RowMacs(key, "api tokens");
  }

  ApiToken seal(ApiToken token) {
    return token.with(mac(token));
  }

  /// Whether nothing of a token that stands was changed outside of this program; not so where it
  /// has no MAC.
  boolean isGenuine(ApiToken token) {
    return token.mac().equals(Optional.of(mac(token)));
  }

  private RowMac mac(ApiToken token) {
    return rows.of(fields -> write(fields, token));
  }

  /// All but what changes: a token that was revoked has no MAC any more.
  private static void write(Fields fields, ApiToken token) {
    fields
        .id(token.id().value())
        .text(token.name())
        .bytes(token.hash().toByteArray())
        .text(token.hint())
        .number(token.scopes().size());
    token.scopes().stream().map(TokenScope::text).sorted().forEach(fields::text);
    fields
        .text(token.relyingParty().map(RelyingPartyId::value).orElse(""))
        .time(token.createdAt())
        .time(token.expiresAt())
        .id(token.owner().map(owner -> owner.value()).orElse(new UUID(0, 0)));
  }
}
