package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.TokenHash;
import dev.watchword.core.vault.CurrentVault;
import java.util.stream.Stream;

/// Whether the process runs, and whether it can do its work. Both answer while the vault is locked.
final class HealthEndpoints {

  private static final TokenHash NOBODYS = TokenHash.copyOf(new byte[TokenHash.LENGTH_BYTES]);

  private final CurrentVault vault;
  private final ApiTokenRepository tokens;

  HealthEndpoints(CurrentVault vault, ApiTokenRepository tokens) {
    this.vault = vault;
    this.tokens = tokens;
  }

  Stream<Route> routes() {
    return Stream.of(
        new Route("GET", "/health/live", new Access.Open(), exchange -> live()),
        new Route("GET", "/health/ready", new Access.Open(), exchange -> ready()));
  }

  private static Answer live() {
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("status", "live");
      json.writeEndObject();
    });
  }

  /// Asks the store for something small; a store that can't answer makes this 503.
  private Answer ready() {
    boolean open = vault.vault().isPresent();
    tokens.find(NOBODYS);
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("status", "ready");
      json.writeStringField("vault", open ? "open" : "locked");
      json.writeEndObject();
    });
  }
}
