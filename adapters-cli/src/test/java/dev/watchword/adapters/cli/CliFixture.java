package dev.watchword.adapters.cli;

import dev.watchword.core.access.InMemoryApiTokenRepository;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.InMemoryCustodyWorld;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ExportBackup;
import dev.watchword.core.interchange.ReadBackups;
import dev.watchword.core.interchange.RecordTransfer;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.InMemoryRootKeys;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.seal.RootKeys;
import dev.watchword.core.session.InMemoryPeopleStore;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.InMemoryVaultRepository;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultRepository;
import dev.watchword.core.verification.InMemoryVerifierStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The command line on a vault in memory, with a clock, a terminal and an environment of the test's
/// own; counts what was built.
final class CliFixture implements WatchwordCli.Wiring {

  static final String PASSPHRASE = "correct horse battery staple";

  /// RFC 6238's secret, as Base32.
  static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  final Path folder;
  final MutableClock clock = MutableClock.at("2026-11-24T12:00:10Z");
  final SecureRandom random = FixedRandom.seeded(7);

  /// Vaults of one test in one folder have one id.
  private static final AtomicInteger made = new AtomicInteger();

  final Map<String, String> environment = new HashMap<>();
  final RootKeys rootKeys = new InMemoryRootKeys(random, "24680");
  final Map<String, String> settings = new HashMap<>();
  VaultRepository repository = new InMemoryVaultRepository();
  final InMemoryApiTokenRepository tokens = new InMemoryApiTokenRepository();
  final KeySlots slots = new KeySlots(new FakeKdf(), random, clock);
  final PassphrasePolicy policy =
      new PassphrasePolicy(PassphrasePolicy.ALONE, "password password"::equals);
  AuditLog auditLog = new InMemoryVerifierStore().auditLog();
  List<BackupFormat> formats = List.of();
  WatchwordCli.Part part = WatchwordCli.Part.WHOLE;
  final InMemoryVerifierStore verifierStore = new InMemoryVerifierStore();
  final InMemoryPeopleStore people = new InMemoryPeopleStore(verifierStore);
  final Custody.Stores custody =
      new Custody.Stores(
          new InMemoryCustodyWorld(verifierStore),
          verifierStore.auditLog(),
          new Transactions() {
            @Override
            public <T> T inTransaction(Supplier<T> work) {
              return work.get();
            }
          });
  final List<RowVersion> distrusted = new ArrayList<>();
  Optional<DatabaseOrder> database = Optional.empty();
  Optional<ServeOrder> served = Optional.empty();
  Consumer<OpenVault> whileServed = vault -> {};
  boolean exists;
  int built;
  FakeTerminal terminal = new FakeTerminal();

  /// @param folder a folder of the test's own
  CliFixture(Path folder) {
    this.folder = folder;
    environment.put("XDG_RUNTIME_DIR", folder.toString());
    environment.put("XDG_STATE_HOME", folder.resolve("state-" + made.incrementAndGet()).toString());
  }

  /// With an empty vault and a file that holds its passphrase.
  static CliFixture withVault(Path folder) {
    CliFixture fixture = new CliFixture(folder);
    fixture.create().close();
    fixture.unlockByFile();
    return fixture;
  }

  OpenVault create() {
    exists = true;
    try (Unlocker unlocker = new Unlocker.ByPassphrase(Passphrase.of(PASSPHRASE.toCharArray()))) {
      return new CreateVault(repository, slots, random, clock)
          .create(unlocker, KeySlot.Kind.PASSPHRASE, "passphrase", Argon2idParameters.STANDARD);
    }
  }

  OpenVault open() {
    return LocalHost.unlock(
        bundle(),
        repository.vaults().getFirst(),
        UnlockSecret.typed(UnlockSecret.Kind.PASSPHRASE, PASSPHRASE.toCharArray()));
  }

  void unlockByFile() {
    environment.put("WATCHWORD_PASSPHRASE_FILE", secretFile("pass", PASSPHRASE + "\n").toString());
  }

  Path secretFile(String name, String content) {
    Path file = file(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    mode(file, "rw-------");
    return file;
  }

  Path file(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void mode(Path file, String mode) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String picture(String name, String... payloads) {
    return file(name, FakePictures.of(payloads)).toString();
  }

  static String uri(String issuer, String account) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(issuer, account, SECRET, issuer);
  }

  /// Adds accounts, written `Issuer:account`, each with a secret of its own.
  CliFixture holding(String... labels) {
    try (OpenVault vault = open()) {
      RequestExecutor executor = new RequestExecutor(vault, clock);
      int n = 0;
      for (String label : labels) {
        String[] parts = label.split(":");
        String secret = SECRET.substring(0, 30) + (char) ('A' + n++) + "A";
        String uri =
            "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                .formatted(parts[0], parts[1], secret, parts[0]);
        executor.execute(new Request.Add(SecretTexts.of(uri), List.of(), ""));
      }
    }
    return this;
  }

  /// Runs a command on a fresh terminal that nobody sits at.
  int run(String... arguments) {
    return run(new FakeTerminal(), arguments);
  }

  int run(FakeTerminal on, String... arguments) {
    terminal = on;
    return new WatchwordCli(environment, this).run(arguments, terminal);
  }

  String out() {
    return terminal.out();
  }

  String err() {
    return terminal.err();
  }

  private CliServices bundle() {
    return new CliServices(
        repository,
        tokens,
        new VerifierStores(
            verifierStore.enrolments(),
            verifierStore.recoveries(),
            verifierStore.auditLog(),
            distrusted::add),
        new CreateVault(repository, slots, random, clock),
        new UnlockVault(repository, slots, random, clock),
        slots,
        policy,
        new RecordTransfer(auditLog, clock, "cli"),
        new OperatorAccounts(people.stores(), new FakeKdf()),
        custody,
        random,
        clock);
  }

  @Override
  public Path vaultFile(Optional<String> flag) {
    return folder.resolve(flag.orElse("vault.db"));
  }

  @Override
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  @Override
  public void choose(DatabaseOrder order) {
    if (!order.url().startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("The database's url: starts with jdbc:postgresql:.");
    }
    database = Optional.of(order);
  }

  @Override
  public CliPictures pictures() {
    FakePictures fake = new FakePictures();
    return new CliPictures(fake, fake);
  }

  @Override
  public Optional<CliServices> services(Path vaultFile) {
    built++;
    return exists ? Optional.of(bundle()) : Optional.empty();
  }

  @Override
  public CliServices newServices(Path vaultFile) {
    built++;
    exists = true;
    return bundle();
  }

  @Override
  public RootKeys rootKeys() {
    return rootKeys;
  }

  @Override
  public StoreFiles storeFiles() {
    return new FakeStoreFiles(this::bundle);
  }

  @Override
  public CliTransfers transfers() {
    FakePictures fake = new FakePictures();
    return new CliTransfers(
        formats,
        fake,
        new ExportBackup(new ReadBackups(formats, fake), formats, random, fake, clock));
  }

  @Override
  public RunningServer serve(ServeOrder order, Optional<OpenVault> opened) {
    served = Optional.of(order);
    opened.ifPresent(whileServed);
    throw new IllegalArgumentException("This fixture serves nothing.");
  }

  @Override
  public WatchwordCli.Part part() {
    return part;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public String version() {
    return "1.2.3";
  }
}
