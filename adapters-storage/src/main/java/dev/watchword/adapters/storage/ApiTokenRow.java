package dev.watchword.adapters.storage;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.ApiTokenId;
import dev.watchword.core.access.TokenHash;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.access.TokenUse;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.seal.RowMac;
import dev.watchword.core.vault.StorageException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A row of the table `api_token`.
final class ApiTokenRow {

  private ApiTokenRow() {}

  static String scopes(ApiToken token) {
    return token.scopes().stream().map(TokenScope::text).collect(Collectors.joining(" "));
  }

  /// @throws StorageException when the row holds what no version of ours wrote
  static ApiToken read(ResultSet row) throws SQLException {
    try {
      return new ApiToken(
          new ApiTokenId(UuidBytes.read(row.getBytes("token_id"))),
          row.getString("name"),
          TokenHash.copyOf(row.getBytes("hash")),
          row.getString("hint"),
          scopes(row.getString("scopes")),
          Optional.ofNullable(row.getString("relying_party")).map(RelyingPartyId::new),
          Instant.ofEpochSecond(row.getLong("created_at")),
          Instant.ofEpochSecond(row.getLong("expires_at")),
          time(row, "revoked_at"),
          time(row, "used_at").isPresent()
              ? Optional.of(new TokenUse(time(row, "used_at").get(), row.getString("used_from")))
              : Optional.empty(),
          Optional.ofNullable(row.getBytes("owner")).map(UuidBytes::read).map(PersonId::new),
          Optional.ofNullable(row.getBytes("mac")).map(RowMac::copyOf));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new StorageException(
          "A stored API token is damaged (%s); revoke it and make another."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static Set<TokenScope> scopes(String text) {
    return Arrays.stream(text.split(" "))
        .map(name ->
            TokenScope.named(name)
                .orElseThrow(() -> new IllegalArgumentException("scope: one is not known")))
        .collect(Collectors.toSet());
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long seconds = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
  }
}
