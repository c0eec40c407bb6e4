package dev.watchword.adapters.storage;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.access.ApiTokenId;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.TokenHash;
import dev.watchword.core.access.TokenUse;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.seal.RowMac;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// API tokens in a [Database], SQLite or PostgreSQL alike. Thread-safe.
final class JdbiApiTokenRepository implements ApiTokenRepository {

  private static final String COLUMNS =
      "token_id, hash, name, hint, scopes, relying_party, created_at, expires_at, revoked_at,"
          + " used_at, used_from, owner, mac";

  private static final String ADD =
      """
      INSERT INTO api_token (token_id, hash, name, hint, scopes, relying_party, created_at,
                             expires_at, revoked_at, used_at, used_from, owner, mac)
      VALUES (:id, :hash, :name, :hint, :scopes, :relyingParty, :createdAt, :expiresAt, :revokedAt,
              :usedAt, :usedFrom, :owner, :mac)
      ON CONFLICT DO NOTHING\
      """;

  private static final String FIND = "SELECT " + COLUMNS + " FROM api_token WHERE hash = ?";

  private static final String ALL =
      "SELECT " + COLUMNS + " FROM api_token ORDER BY created_at, token_id";

  /// Of several revocations one changes the row.
  private static final String REVOKE =
      "UPDATE api_token SET revoked_at = :when, mac = NULL"
          + " WHERE token_id = :id AND revoked_at IS NULL";

  private static final String RECORD_USE =
      """
      UPDATE api_token SET used_at = :at, used_from = :source
       WHERE token_id = :id AND (used_at IS NULL OR used_at < :at)\
      """;

  private final Database database;

  JdbiApiTokenRepository(Database database) {
    this.database = database;
  }

  @Override
  public boolean hasMacs() {
    return database.query(session -> {
      try (PreparedStatement query =
              session.connection().prepareStatement("SELECT made FROM api_token_macs");
          ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1) == 1;
      }
    });
  }

  @Override
  public boolean noteMacs() {
    return database.write(session ->
        session.handle().execute("UPDATE api_token_macs SET made = 1 WHERE made = 0") == 1);
  }

  @Override
  public void putMac(ApiTokenId id, RowMac mac) {
    database.write(session ->
        session
            .handle()
            .createUpdate(
                "UPDATE api_token SET mac = :mac"
                    + " WHERE token_id = :id AND mac IS NULL AND revoked_at IS NULL")
            .bind("mac", mac.toByteArray())
            .bind("id", UuidBytes.of(id.value()))
            .execute());
  }

  @Override
  public void add(ApiToken token) {
    int rows =
        database.write(session ->
            session
                .handle()
                .createUpdate(ADD)
                .bind("id", UuidBytes.of(token.id().value()))
                .bind("hash", token.hash().toByteArray())
                .bind("name", token.name())
                .bind("hint", token.hint())
                .bind("scopes", ApiTokenRow.scopes(token))
                .bind("relyingParty", token.relyingParty().map(RelyingPartyId::value).orElse(null))
                .bind("createdAt", token.createdAt().getEpochSecond())
                .bind("expiresAt", token.expiresAt().getEpochSecond())
                .bind("revokedAt", token.revokedAt().map(Instant::getEpochSecond).orElse(null))
                .bind("usedAt", token.lastUse().map(u -> u.at().getEpochSecond()).orElse(null))
                .bind("usedFrom", token.lastUse().map(TokenUse::source).orElse(null))
                .bind("owner", token.owner().map(it -> UuidBytes.of(it.value())).orElse(null))
                .bind("mac", token.mac().map(RowMac::toByteArray).orElse(null))
                .execute());
    if (rows == 0) {
      throw new IllegalArgumentException("token: there is one with this id or hash already");
    }
  }

  /// In plain JDBC, since most requests begin with it.
  @Override
  public Optional<ApiToken> find(TokenHash hash) {
    return database
        .query(session -> {
          try (PreparedStatement query = session.connection().prepareStatement(FIND)) {
            query.setBytes(1, hash.toByteArray());
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(ApiTokenRow.read(row)) : Optional.<ApiToken>empty();
            }
          }
        })
        .filter(token -> token.hash().equals(hash));
  }

  @Override
  public List<ApiToken> all() {
    return database.query(session ->
        session.handle().createQuery(ALL).map((row, context) -> ApiTokenRow.read(row)).list());
  }

  @Override
  public boolean revoke(ApiTokenId id, Instant when) {
    return database.write(session ->
        session
            .handle()
            .createUpdate(REVOKE)
            .bind("when", when.getEpochSecond())
            .bind("id", UuidBytes.of(id.value()))
            .execute())
        == 1;
  }

  @Override
  public void recordUse(ApiTokenId id, TokenUse use) {
    database.write(session ->
        session
            .handle()
            .createUpdate(RECORD_USE)
            .bind("at", use.at().getEpochSecond())
            .bind("source", use.source())
            .bind("id", UuidBytes.of(id.value()))
            .execute());
  }
}
