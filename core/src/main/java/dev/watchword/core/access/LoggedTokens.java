package dev.watchword.core.access;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.audit.LoggedKind.Slice;
import dev.watchword.core.audit.LoggedRows;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/// API tokens beside what the audit log tells of them: one that was taken back does not count again
/// (SECURITY CR-12).
public final class LoggedTokens implements LoggedRows<UUID, ApiToken> {

  private final ApiTokenRepository tokens;
  private final TokenKeys keys;
  private final Slice slice;
  private final Set<UUID> revoked = new HashSet<>();

  public LoggedTokens(ApiTokenRepository tokens, TokenKeys keys, Slice slice) {
    this.slice = slice;
    this.tokens = tokens;
    this.keys = keys;
  }

  @Override
  public Need hear(AuditEntry entry) {
    return switch (entry.action()) {
      case "token.revoked" -> {
        Optional<UUID> token = entry.subject("token").filter(slice::has);
        token.ifPresent(revoked::add);
        yield token.isPresent() ? Need.ALWAYS : Need.NONE;
      }
      // SealTokens looks for it
      case AuditEvent.TokensSealed.ACTION -> Need.ALWAYS;
      default -> Need.NONE;
    };
  }

  @Override
  public void walk(BiConsumer<? super UUID, ? super ApiToken> look) {
    tokens.all().stream()
        .filter(token -> slice.has(token.id().value()))
        .forEach(token -> look.accept(token.id().value(), token));
  }

  /// One that is gone lets nobody in.
  @Override
  public Collection<UUID> expected() {
    return List.of();
  }

  @Override
  public Optional<ApiToken> read(UUID id) {
    return tokens.all().stream().filter(token -> token.id().value().equals(id)).findFirst();
  }

  @Override
  public Optional<String> problem(UUID id, Optional<ApiToken> row) {
    Optional<ApiToken> standing = row.filter(token -> token.revokedAt().isEmpty());
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    if (!isGenuine(standing.get())) {
      return Optional.of(changed());
    }
    return revoked.contains(id)
        ? Optional.of("The token was taken back, and counts again.")
        : Optional.empty();
  }

  /// Before the tokens of an older store are sealed, none of them has a MAC.
  private boolean isGenuine(ApiToken token) {
    return token.mac().isEmpty() ? !tokens.hasMacs() : keys.isGenuine(token);
  }

  @Override
  public String changed() {
    return "The token was added or changed outside of Watchword.";
  }

  @Override
  public String subject(UUID id) {
    return "token/" + id;
  }

  @Override
  public RowVersion version(ApiToken row) {
    return new RowVersion(row.id().value(), 1);
  }
}
