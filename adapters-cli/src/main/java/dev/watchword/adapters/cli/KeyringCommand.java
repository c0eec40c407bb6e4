package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent.Transfer.Act;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.SlotId;
import dev.watchword.core.vault.Unlocker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword keyring add` and `remove`: a key of the vault's own in the desktop's secret service.
final class KeyringCommand implements Command {

  static final String NAME = "keyring";

  /// The label of the slot, by which it is found again.
  private static final String SLOT = "desktop keyring";

  private static final int KEY_BYTES = 32;

  private final boolean add;

  KeyringCommand() {
    this(false);
  }

  private KeyringCommand(boolean add) {
    this.add = add;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.group(NAME, "Let the desktop's secret service open the vault, or no longer.");
    return spec.addSubcommand(
            "add",
            Options.command(
                new KeyringCommand(true),
                "add",
                "Keep a key in the secret service: any program of the desktop session can open the"
                    + " vault then."))
        .addSubcommand(
            "remove",
            Options.command(
                new KeyringCommand(false), "remove", "Take the key away, here and in the vault."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Map<String, String> environment = session.environment();
    CliServices services = session.services();
    if (add) {
      SecretService.need(environment);
    }
    try (OpenVault vault = LocalHost.openVault(session)) {
      List<SlotId> before =
          vault.slots().stream()
              .filter(slot -> slot.kind() == KeySlot.Kind.KEY_FILE && slot.label().equals(SLOT))
              .map(KeySlot::id)
              .toList();
      if (add) {
        SlotCommand.record(services, vault, Act.KEY_SLOT_ADDED, KeySlot.Kind.KEY_FILE);
        add(session, services, vault);
      }
      for (SlotId id : before) {
        SlotCommand.record(services, vault, Act.KEY_SLOT_REMOVED, KeySlot.Kind.KEY_FILE);
        services.keySlots().remove(vault, id);
      }
      if (!add && SecretService.present(environment)) {
        SecretService.forget(environment, session.place());
      }
    }
    if (session.json()) {
      session.print(new Json().object().put("keyring", add).endObject());
    } else {
      session
          .terminal()
          .complainLine(
              add
                  ? "the desktop's secret service opens the vault from now on, for every program of"
                      + " this session; `watchword keyring remove` ends that"
                  : "the desktop's secret service opens the vault no longer");
    }
    return ExitCode.DONE;
  }

  private static void add(Session session, CliServices services, OpenVault vault) {
    byte[] key = new byte[KEY_BYTES];
    services.random().nextBytes(key);
    try (Unlocker unlocker = new Unlocker.ByKey(KeySlot.Kind.KEY_FILE, key)) {
      SlotId slot =
          services
              .keySlots()
              .add(vault, unlocker, KeySlot.Kind.KEY_FILE, SLOT, Argon2idParameters.STANDARD);
      try {
        SecretService.keep(session.environment(), session.place(), key);
      } catch (Failure refused) {
        services.keySlots().remove(vault, slot);
        throw refused;
      }
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
