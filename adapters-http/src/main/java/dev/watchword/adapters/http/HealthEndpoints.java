package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.TokenHash;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.vault.CurrentVault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the process runs, and whether it can do its work. Both answer while the vault is locked.
final class HealthEndpoints {

  private static final TokenHash NOBODYS = TokenHash.copyOf(new byte[TokenHash.LENGTH_BYTES]);

  /// How far the node's clock may be from the store's; the store's decides in any case.
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);

  private static final Subscriber NOBODY = Subscriber.of("health", "nobody");

  private final CurrentVault vault;
  private final CurrentVerifier verifier;
  private final InstantSource clock;
  private final ApiTokenRepository tokens;
  private final Stopping stopping;

  HealthEndpoints(
      CurrentVault vault,
      CurrentVerifier verifier,
      ApiTokenRepository tokens,
      InstantSource clock,
      Stopping stopping) {
    this.vault = vault;
    this.verifier = verifier;
    this.tokens = tokens;
    this.stopping = stopping;
    this.clock = clock;
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

  /// Asks the store for something small; a store that can't answer makes this 503. A clock that is
  /// off makes it degraded (SECURITY MN-06): the accesses of tokens end by it, and logs lie.
  private Answer ready() {
    if (stopping.begun()) {
      throw Problem.stopping().asException();
    }
    boolean open = vault.vault().isPresent();
    tokens.find(NOBODYS);
    Optional<Duration> skew = verifier.verifier().map(this::skew);
    boolean well = skew.isEmpty() || skew.get().abs().compareTo(MOST_SKEW) <= 0;
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("status", well ? "ready" : "degraded");
      json.writeStringField("vault", open ? "open" : "locked");
      if (!well) {
        json.writeNumberField("clockAheadSeconds", skew.get().toSeconds());
      }
      json.writeEndObject();
    });
  }

  /// By how much the node's clock is ahead of the store's.
  private Duration skew(Verifier current) {
    Instant stores = current.enrolments().pending(NOBODY).at();
    return Duration.between(stores, clock.instant());
  }
}
