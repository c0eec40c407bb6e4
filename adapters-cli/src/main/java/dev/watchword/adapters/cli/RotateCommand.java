package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.RecoveryKey;
import dev.watchword.core.vault.RotateKey;
import dev.watchword.core.vault.SlotId;
import dev.watchword.core.vault.Unlocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword rotate`: another key for the vault, and every entry sealed anew under it (SECURITY
/// CR-09). Always asks for what opens the vault now, agent or not: the passphrase has to wrap the
/// new key too.
final class RotateCommand implements Command {

  private static final String KEEP_KEY_FILE = "--keep-key-file";
  private static final String NEW_PASSPHRASE_FILE = "--new-passphrase-file";
  private static final String NO_RECOVERY_KEY = "--no-recovery-key";
  private static final String YES = "--yes";

  @Override
  public CommandSpec spec() {
    return Options.command(
            this, "rotate", "Give the vault another key, and seal everything anew under it.")
        .addOption(
            Options.texts(
                KEEP_KEY_FILE,
                "FILE",
                "A key file, or a token's key, that opens the vault afterwards, too."))
        .addOption(
            Options.text(
                NEW_PASSPHRASE_FILE,
                "FILE",
                "Where the vault is opened without its passphrase: read another one from a file of"
                    + " mode 0600; else it is asked for."))
        .addOption(Options.flag(NO_RECOVERY_KEY, "Make no new recovery key."))
        .addOption(
            Options.flag(YES, "Do not ask whether the ways in that are not named may stop."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    CliServices services = session.services();
    try (UnlockSecret secret = UnlockSecrets.obtain(session);
        OpenVault vault =
            LocalHost.unlock(services, LocalHost.vaultId(session.place(), services), secret);
        Ways ways = new Ways(session, services, vault)) {
      session.seen(vault.id()).ifPresent(seen -> seen.guard(vault));
      List<KeySlot> before = vault.slots();
      if (secret.kind() != UnlockSecret.Kind.RECOVERY_KEY) { // which is used up by that
        ways.keep(secret);
      }
      for (String file : Options.texts(given, KEEP_KEY_FILE)) {
        ways.keepKeyFile(file);
      }
      List<String> stopping = ways.stopping();
      agree(session, stopping, Options.given(given, YES));
      if (secret.kind() != UnlockSecret.Kind.PASSPHRASE && has(before, KeySlot.Kind.PASSPHRASE)) {
        ways.addNewPassphrase(Options.text(given, NEW_PASSPHRASE_FILE));
      }
      Optional<RecoveryKey> recoveryKey =
          has(before, KeySlot.Kind.RECOVERY_KEY) && !Options.given(given, NO_RECOVERY_KEY)
              ? Optional.of(ways.addRecoveryKey())
              : Optional.empty();
      int entries = rotate(session, services, vault, ways.list());
      finish(session, vault, entries, recoveryKey, stopping);
    }
    return ExitCode.DONE;
  }

  private static boolean has(List<KeySlot> slots, KeySlot.Kind kind) {
    return slots.stream().anyMatch(slot -> slot.kind() == kind);
  }

  private static void agree(Session session, List<String> stopping, boolean yes) {
    if (stopping.isEmpty() || yes) {
      return;
    }
    Terminal terminal = session.terminal();
    if (!terminal.canAsk()) {
      throw Failure.expected(
          "would-stop",
          "Some ways in would stop to open the vault; name their files by "
              + KEEP_KEY_FILE
              + ", or say "
              + YES
              + ".",
          stopping);
    }
    terminal.complainLine("These will not open the vault any more:");
    stopping.forEach(each -> terminal.complainLine("    " + each));
    if (!terminal.ask("Go on? [y/N] ").strip().equalsIgnoreCase("y")) {
      throw Failure.expected("not-confirmed", "Nothing was changed.");
    }
  }

  private static int rotate(
      Session session, CliServices services, OpenVault vault, List<RotateKey.Way> ways) {
    int[] all = {vault.entries().size() + vault.trash().size()};
    services
        .recordTransfer()
        .record(vault, ImportCommand.CLI, AuditEvent.Transfer.Act.KEY_ROTATED, "", all[0]);
    int[] sealed = {0};
    try (Progress progress = new Progress(session.terminal(), "sealing anew")) {
      new RotateKey(services.keySlots(), services.random())
          .rotate(
              vault,
              ways,
              done -> {
                sealed[0] = done;
                progress.step(done, Math.max(all[0], done));
              });
    }
    return sealed[0];
  }

  private static void finish(
      Session session,
      OpenVault vault,
      int entries,
      Optional<RecoveryKey> recoveryKey,
      List<String> stopping) {
    int version = vault.header().keyVersion();
    if (session.json()) {
      session.print(
          new Json()
              .object()
              .put("keyVersion", version)
              .put("entries", entries)
              .put("recoveryKey", recoveryKey.map(RecoveryKey::reveal))
              .put("stopped", stopping)
              .endObject());
      return;
    }
    session
        .terminal()
        .complainLine(
            "sealed %s anew under key %d; copies and backups from before still open as they"
                    .formatted(entries == 1 ? "1 entry" : entries + " entries", version)
                + " did, and whoever has the vault open must unlock it again, but for a server that"
                + " has its key in a file or a token");
  }

  /// The ways that will open the vault, gathered; wiped by [#close].
  private static final class Ways implements AutoCloseable {

    private final Session session;
    private final CliServices services;
    private final OpenVault vault;
    private final List<RotateKey.Way> ways = new ArrayList<>();
    private final List<SlotId> kept = new ArrayList<>();
    private final List<Runnable> wiping = new ArrayList<>();

    Ways(Session session, CliServices services, OpenVault vault) {
      this.session = session;
      this.services = services;
      this.vault = vault;
    }

    /// @throws Failure when it does not open the vault now
    void keep(UnlockSecret secret) {
      Unlocker unlocker = secret.toUnlocker();
      wiping.add(unlocker::close);
      KeySlot slot =
          services
              .keySlots()
              .opening(vault, unlocker)
              .orElseThrow(
                  () -> Failure.expected("wrong-key", "A key that was named opens nothing."));
      if (!kept.contains(slot.id())) {
        kept.add(slot.id());
        add(unlocker, slot.kind(), slot.label());
      }
    }

    void keepKeyFile(String file) {
      try (UnlockSecret secret = UnlockSecrets.key(session, file)) {
        keep(secret);
      }
    }

    void addNewPassphrase(Optional<String> file) {
      @Nullable UnlockSecret fromFile = file.map(UnlockSecrets::passphraseFile).orElse(null);
      try {
        Unlocker unlocker =
            new Unlocker.ByPassphrase(
                NewPassphrase.obtain(session, services.passphrasePolicy(), fromFile));
        wiping.add(unlocker::close);
        add(unlocker, KeySlot.Kind.PASSPHRASE, "passphrase");
      } finally {
        if (fromFile != null) {
          fromFile.close();
        }
      }
    }

    RecoveryKey addRecoveryKey() {
      RecoveryKey key = RecoveryKey.random(services.random());
      wiping.add(key::close);
      if (!session.json()) {
        InitCommand.show(session.terminal(), key, "nothing was changed.");
      }
      Unlocker unlocker = key.toUnlocker();
      wiping.add(unlocker::close);
      add(unlocker, KeySlot.Kind.RECOVERY_KEY, "recovery key");
      return key;
    }

    private void add(Unlocker unlocker, KeySlot.Kind kind, String label) {
      ways.add(new RotateKey.Way(unlocker, kind, label, Argon2idParameters.STANDARD));
    }

    /// The key files and keyrings that open the vault now and will not.
    List<String> stopping() {
      return vault.slots().stream()
          .filter(
              slot -> slot.kind() == KeySlot.Kind.ROOT_KEY || slot.kind() == KeySlot.Kind.KEY_FILE)
          .filter(slot -> !kept.contains(slot.id()))
          .map(slot -> Neutral.line(slot.label()))
          .toList();
    }

    List<RotateKey.Way> list() {
      return List.copyOf(ways);
    }

    @Override
    public void close() {
      wiping.forEach(Runnable::run);
    }
  }
}
