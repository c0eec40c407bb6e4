package dev.watchword.adapters.http;

import dev.watchword.core.access.InMemoryApiTokenRepository;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.TestTokens;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.audit.KeptCheckpoints;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.interchange.FakeFormat;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.InMemoryPeopleStore;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.InMemoryVaultRepository;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultDoor;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.VerificationPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server on a free port with everything in memory, a clock that stands still and an open vault.
final class RunningServer implements AutoCloseable {

  static final String URI =
      "otpauth://totp/OpenAI:ada@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=OpenAI";

  final MutableClock clock = MutableClock.at("2026-11-24T10:00:18.25Z");
  final SwitchableTokens tokens = new SwitchableTokens(new InMemoryApiTokenRepository());
  final OpenVault vault;
  final InMemoryVerifierStore verifierStore = new InMemoryVerifierStore();
  final Verifier verifier;
  final FakeFormat format = new FakeFormat();
  final KeptCheckpoints anchor = new KeptCheckpoints();
  final WatchwordServer server;

  /// False plays a locked vault.
  volatile boolean unlocked = true;

  /// True plays a bug of ours.
  volatile boolean failing;

  private final SecureRandom random = FixedRandom.seeded(42);

  RunningServer() {
    this(ServerSettings.standard().withPort(0));
  }

  RunningServer(ServerSettings settings) {
    this(settings, ConnectionGuard.Limits.STANDARD, new WrittenPictures());
  }

  RunningServer(ServerSettings settings, ConnectionGuard.Limits limits, ImageDecoder decoder) {
    this(settings, limits, decoder, true);
  }

  /// @param ofPeople false for a server that knows tokens alone
  RunningServer(
      ServerSettings settings,
      ConnectionGuard.Limits limits,
      ImageDecoder decoder,
      boolean ofPeople) {
    InMemoryVaultRepository vaults = new InMemoryVaultRepository();
    KeySlots slots = new KeySlots(new FakeKdf(), random, clock);
    try (var unlocker =
        new Unlocker.ByPassphrase(Passphrase.of("correct horse battery staple".toCharArray()))) {
      vault =
          new CreateVault(vaults, slots, random, clock)
              .create(unlocker, KeySlot.Kind.PASSPHRASE, "test", Argon2idParameters.FLOOR);
    }
    try (VaultKey key = VaultKey.copyOf(new byte[32], 1)) {
      verifier =
          Verifier.of(
              new Verifier.Stores(
                  verifierStore.enrolments(), verifierStore.recoveries(), verifierStore.auditLog()),
              key,
              new UUID(0x4000L, 0x8000_0000_0000_0001L),
              "node-1",
              random,
              VerificationPolicy.STANDARD,
              new WrittenPictures.Renderer());
    }
    ServerPorts ports =
        new ServerPorts(
            decoder,
            this::currentVault,
            this::currentVerifier,
            tokens,
            Optional.of(
                new ServerPorts.VaultSide(
                    List.of(format),
                    verifierStore.auditLog(),
                    anchor,
                    new WrittenPictures.Renderer(),
                    WrittenPictures::icon,
                    "node-1")),
            clock,
            random);
    server =
        new WatchwordServer(
            settings, ofPeople ? ports.withPeople(people(vaults, slots)) : ports, limits);
    server.start();
  }

  /// Nobody is there.
  private PeoplePorts people(InMemoryVaultRepository vaults, KeySlots slots) {
    InMemoryPeopleStore store = new InMemoryPeopleStore(verifierStore);
    Accounts accounts = PeopleNode.accounts(store.stores(), random, clock);
    return new PeoplePorts(
            new VaultDoor(
                vaults,
                new CreateVault(vaults, slots, random, clock),
                new UnlockVault(vaults, slots, random, clock),
                slots,
                random,
                Argon2idParameters.FLOOR),
            () -> currentVault().map(open -> accounts),
            store.persons(),
            new PassphrasePolicy(PassphrasePolicy.ALONE, "passwordpassword"::equals),
            new WrittenPictures.Renderer())
        .withCustody(Optional::empty);
  }

  private Optional<OpenVault> currentVault() {
    if (failing) {
      throw new UnsupportedOperationException("a planted fault");
    }
    return unlocked ? Optional.of(vault) : Optional.empty();
  }

  int port() {
    return server.port();
  }

  /// A token with these scopes; for the relying party `shop` where they are of the verifier's side.
  String token(TokenScope... scopes) {
    return token("shop", Set.of(scopes));
  }

  /// A token for the relying party, with all that one may do.
  String relyingParty(String name) {
    return token(name, scopes(true));
  }

  /// A token for the vault, with all that one may do.
  String tokenForAll() {
    return token("", scopes(false));
  }

  static Set<TokenScope> scopes(boolean ofVerifier) {
    return Stream.of(TokenScope.values())
        .filter(scope -> scope.ofVerifier() == ofVerifier)
        .collect(Collectors.toSet());
  }

  private String token(String relyingParty, Set<TokenScope> scopes) {
    IssueApiToken issue = TestTokens.issuing(tokens, random, clock);
    Duration lifetime = Duration.ofDays(90);
    boolean ofVerifier = scopes.iterator().next().ofVerifier();
    return (ofVerifier
            ? issue.issue("test", scopes, new RelyingPartyId(relyingParty), lifetime)
            : issue.issue("test", scopes, lifetime))
        .text()
        .reveal();
  }

  private Optional<Verifier> currentVerifier() {
    if (failing) {
      throw new UnsupportedOperationException("a planted fault");
    }
    return unlocked ? Optional.of(verifier) : Optional.empty();
  }

  EntryId add(String uri) {
    try (KeyUri parsed = KeyUri.parse(uri)) {
      return vault.add(List.of(new NewEntry(parsed.label(), parsed.key()))).getFirst().id();
    } catch (KeyUriSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Has every token end in half a second, for five seconds, while a request is under way.
  void revokeSoon() {
    Thread.startVirtualThread(() -> {
      try {
        Thread.sleep(500);
        tokens.forgetful = true;
        Thread.sleep(5_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        tokens.forgetful = false;
      }
    });
  }

  @Override
  public void close() {
    server.close();
    vault.close();
  }
}
