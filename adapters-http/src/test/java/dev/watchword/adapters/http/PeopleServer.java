package dev.watchword.adapters.http;

import dev.watchword.core.audit.KeptCheckpoints;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.InMemoryCustodyWorld;
import dev.watchword.core.interchange.FakeFormat;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.people.AddPerson;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.Role;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.InMemoryPeopleStore;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.InMemoryVaultRepository;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.VaultDoor;
import dev.watchword.core.verification.InMemoryVerifierStore;
import dev.watchword.core.verification.VerificationPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A server on a free port with people of its own and everything in memory, on one clock that
/// stands still; new, until [#setUp] or a test of the first run makes its vault and owner.
final class PeopleServer implements AutoCloseable {

  static final String PASSPHRASE = "a passphrase of the vault";
  static final String PASSWORD = PeopleNode.PASSWORD;
  static final String URI = RunningServer.URI;

  final InMemoryVerifierStore verifierStore = new InMemoryVerifierStore();
  final InMemoryPeopleStore store = new InMemoryPeopleStore(verifierStore);
  final KeptCheckpoints anchor = new KeptCheckpoints();
  volatile VaultDoor.Before beforeOpening = (opened, asked) -> {};
  final VaultDoor door;
  final Accounts accounts;
  final WatchwordServer server;

  private final SecureRandom random;
  private @Nullable Custody custody;

  PeopleServer() {
    this(ServerSettings.standard().withPort(0), FixedRandom.seeded(7));
  }

  PeopleServer(ServerSettings settings, SecureRandom random) {
    this(settings, random, new WrittenPictures(), new WrittenPictures.Renderer());
  }

  PeopleServer(
      ServerSettings settings,
      SecureRandom random,
      ImageDecoder decoder,
      dev.watchword.core.capture.QrRenderer renderer) {
    this(settings, random, decoder, renderer, Optional.empty());
  }

  /// One whose people may sign in by a provider.
  PeopleServer(IdentityProvider provider) {
    this(
        ServerSettings.standard().withPort(0),
        FixedRandom.seeded(7),
        new WrittenPictures(),
        new WrittenPictures.Renderer(),
        Optional.of(provider));
  }

  private PeopleServer(
      ServerSettings settings,
      SecureRandom random,
      ImageDecoder decoder,
      dev.watchword.core.capture.QrRenderer renderer,
      Optional<IdentityProvider> provider) {
    this.random = random;
    InMemoryVaultRepository vaults = new InMemoryVaultRepository();
    KeySlots slots = new KeySlots(new FakeKdf(), random, verifierStore::now);
    this.door =
        new VaultDoor(
                vaults,
                new CreateVault(vaults, slots, random, verifierStore::now),
                new UnlockVault(vaults, slots, random, verifierStore::now),
                slots,
                random,
                Argon2idParameters.FLOOR)
            .lookingFirst((opened, asked) -> beforeOpening.accept(opened, asked));
    this.accounts =
        PeopleNode.accounts(store.stores(), new WebAuthn4j(), provider, random, verifierStore::now);
    Verifier verifier =
        Verifier.of(
            new Verifier.Stores(
                verifierStore.enrolments(), verifierStore.recoveries(), verifierStore.auditLog()),
            PeopleNode.key(),
            new UUID(0x4000L, 0x8000_0000_0000_0001L),
            "node-1",
            random,
            VerificationPolicy.STANDARD,
            renderer);
    ServerPorts ports =
        new ServerPorts(
                decoder,
                door,
                () -> door.vault().map(open -> verifier),
                store.tokens(),
                Optional.of(
                    new ServerPorts.VaultSide(
                        List.of(new FakeFormat(), new FakeWrittenFormat()),
                        verifierStore.auditLog(),
                        anchor,
                        renderer,
                        picture ->
                            ScreenPictures.icon(picture).or(() -> WrittenPictures.icon(picture)),
                        "node-1")),
                verifierStore::now,
                random)
            .withPeople(peoplePorts(renderer).withCustody(() -> door.vault().map(this::custody)));
    this.server = new WatchwordServer(settings, ports);
    server.start();
  }

  private PeoplePorts peoplePorts(dev.watchword.core.capture.QrRenderer renderer) {
    return new PeoplePorts(
        door,
        () -> door.vault().map(open -> accounts),
        store.persons(),
        new PassphrasePolicy(PassphrasePolicy.ALONE, "passwordpassword"::equals),
        renderer);
  }

  /// The acts of custody, with transactions that undo nothing.
  synchronized Custody custody(OpenVault vault) {
    if (custody == null) {
      custody =
          Custody.of(
              new Custody.Stores(
                  new InMemoryCustodyWorld(verifierStore),
                  verifierStore.auditLog(),
                  new Transactions() {
                    @Override
                    public <T> T inTransaction(Supplier<T> work) {
                      return work.get();
                    }
                  }),
              vault,
              "node-1",
              random);
    }
    return custody;
  }

  /// With a vault, an owner `ada` and an entry.
  PeopleServer setUp() {
    try (Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray())) {
      door.create(passphrase).orElseThrow().close();
    }
    accounts.add().firstOwner(new PersonName("ada"), "Ada", password(), PeopleNode.BY);
    add(URI);
    return this;
  }

  private static Passphrase password() {
    return Passphrase.of(PASSWORD.toCharArray());
  }

  EntryId add(String uri) {
    try (KeyUri parsed = KeyUri.parse(uri)) {
      return door.vault()
          .orElseThrow()
          .add(List.of(new NewEntry(parsed.label(), parsed.key())))
          .getFirst()
          .id();
    } catch (KeyUriSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Somebody who has joined and has no factor yet, though they have to set one up.
  Person person(String name, Role role) {
    var outcome =
        accounts.add().withPassword(new PersonName(name), name, role, password(), PeopleNode.BY);
    return ((AddPerson.Outcome.Added) outcome).person();
  }

  int port() {
    return server.port();
  }

  /// A browser that was never here.
  Browser browser() {
    return new Browser(port());
  }

  /// A browser whose person signed in by the password.
  Browser signedIn(String name) {
    Browser browser = browser();
    browser.post("/session", "name", name, "password", PASSWORD).must(200);
    return browser;
  }

  /// Sets up a factor for whoever is signed in there.
  OtpKey enrol(Browser browser) {
    String uri = browser.post("/me/factor", "password", PASSWORD).must(200).text("uri");
    OtpKey key = key(uri);
    browser.post("/me/factor/confirm", "code", code(key)).must(200);
    verifierStore.advance(Duration.ofSeconds(30));
    return key;
  }

  static OtpKey key(String uri) {
    try {
      return KeyUri.parse(uri).key();
    } catch (KeyUriSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// The present code; the next call has one that was not used.
  String code(OtpKey key) {
    return key.at(verifierStore.now()).code();
  }

  String nextCode(OtpKey key) {
    verifierStore.advance(Duration.ofSeconds(30));
    return code(key);
  }

  Instant now() {
    return verifierStore.now();
  }

  void advance(Duration by) {
    verifierStore.advance(by);
  }

  SecureRandom random() {
    return random;
  }

  @Override
  public void close() {
    server.close();
    door.close();
  }
}
