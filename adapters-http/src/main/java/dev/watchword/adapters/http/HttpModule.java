package dev.watchword.adapters.http;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.custody.Webhooks;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.vault.CurrentVault;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the [WatchwordServer] out of [ServerSettings] and the ports that other modules bind.
/// Starting it and closing it is the composition root's.
public final class HttpModule extends AbstractModule {

  @Provides
  @Singleton
  WatchwordServer server(
      ServerSettings settings,
      ImageDecoder decoder,
      CurrentVault vault,
      CurrentVerifier verifier,
      ApiTokenRepository tokens,
      ServerPorts.VaultSide vaultSide,
      PeoplePorts people,
      InstantSource clock,
      SecureRandom random) {
    return new WatchwordServer(
        settings,
        new ServerPorts(
                decoder,
                vault,
                verifier,
                new RecentTokens(tokens, System::nanoTime),
                Optional.of(vaultSide),
                clock,
                random)
            .withPeople(people));
  }

  @Provides
  @Singleton
  WebAuthn webAuthn() {
    return new WebAuthn4j();
  }

  @Provides
  @Singleton
  Optional<IdentityProvider> identityProvider(ServerSettings settings, InstantSource clock) {
    return settings.openId().map(openId -> new OpenIdProvider(openId, clock));
  }

  @Provides
  @Singleton
  Webhooks.Sender webhookSender(ServerSettings settings, InstantSource clock) {
    return new WebhookSender(settings.webhookHosts(), clock);
  }
}
