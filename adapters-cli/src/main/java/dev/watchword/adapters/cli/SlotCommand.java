package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditEvent.Transfer.Act;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.RootKeyUri;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.vault.VaultHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword slot list`, `add` and `remove`: what opens the vault.
///
/// `add` and `remove` always ask for what opens the vault now, agent or not. Each is on record
/// before it is done (SECURITY AU-01, AU-02).
final class SlotCommand implements Command {

  static final String NAME = "slot";

  private static final String CREATE = "--create";
  private static final String LABEL = "--label";
  private static final String YES = "--yes";
  private static final int KEY_BYTES = 32;

  private enum Verb {
    LIST,
    ADD,
    REMOVE
  }

  private final Verb verb;

  SlotCommand() {
    this(Verb.LIST);
  }

  private SlotCommand(Verb verb) {
    this.verb = verb;
  }

  @Override
  public CommandSpec spec() {
    return Options.group(NAME, "See and change what opens the vault.")
        .addSubcommand(
            "list",
            Options.command(new SlotCommand(Verb.LIST), "list", "List what opens the vault."))
        .addSubcommand(
            "add",
            Options.command(
                    new SlotCommand(Verb.ADD),
                    "add",
                    "Let a key file, or a key in a PKCS#11 token, open the vault too.")
                .addPositional(
                    Options.words(
                        "KEY",
                        "1",
                        "A file of mode 0600, or"
                            + " pkcs11:object=NAME;slot-id=N?module-path=FILE&pin-source=FILE."))
                .addOption(Options.flag(CREATE, "Make the file, or the key in the token."))
                .addOption(Options.text(LABEL, "TEXT", "A name for it; else one is made up.")))
        .addSubcommand(
            "remove",
            Options.command(
                    new SlotCommand(Verb.REMOVE),
                    "remove",
                    "Let something open the vault no longer.")
                .addPositional(
                    Options.words("SLOT", "1..*", "The label or the id, as `slot list` tells it."))
                .addOption(Options.flag(YES, "Do not ask.")));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    switch (verb) {
      case LIST -> list(session);
      case ADD -> add(given, session);
      case REMOVE -> remove(given, session);
    }
    return ExitCode.DONE;
  }

  /// Keeps a line in the audit log, before what it tells of is done.
  static void record(CliServices services, OpenVault vault, Act act, KeySlot.Kind kind) {
    services
        .recordTransfer()
        .record(vault, ImportCommand.CLI, act, word(kind), vault.slots().size());
  }

  private static String word(KeySlot.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Out of the header alone, which names no secret: whoever can read the file can read it there.
  private static void list(Session session) {
    CliServices services = session.services();
    VaultHeader header =
        services
            .repository()
            .header(LocalHost.vaultId(session.place(), services))
            .orElseThrow(() -> LocalHost.noVault(session.place()));
    if (session.json()) {
      Json json = new Json().object().name("slots").array();
      for (KeySlot slot : header.slots()) {
        write(json, slot);
      }
      session.print(json.endArray().endObject());
      return;
    }
    for (KeySlot slot : header.slots()) {
      session
          .terminal()
          .line(
              "%s  %-12s  %s  %s"
                  .formatted(
                      slot.id(), word(slot.kind()), slot.createdAt(), Neutral.line(slot.label())));
    }
  }

  private static void write(Json json, KeySlot slot) {
    json.object()
        .put("id", slot.id().toString())
        .put("kind", word(slot.kind()))
        .put("label", slot.label())
        .put("createdAt", slot.createdAt().toString())
        .endObject();
  }

  private static void add(ParseResult given, Session session) {
    String name = Options.words(given).getFirst();
    boolean create = Options.given(given, CREATE);
    boolean token = RootKeyUri.isOne(name);
    KeySlot.Kind kind = token ? KeySlot.Kind.ROOT_KEY : KeySlot.Kind.KEY_FILE;
    String label = Options.text(given, LABEL).orElseGet(() -> label(session, name, token));
    if (label.isBlank() || label.length() > 64) {
      throw Failure.usage("--label takes 1 to 64 characters.");
    }
    CliServices services = session.services();
    try (OpenVault vault = LocalHost.openVault(session)) {
      if (vault.slots().stream().anyMatch(slot -> slot.label().equals(label))) {
        throw Failure.expected("label-taken", "There is a slot of that label; name another.");
      }
      if (vault.slots().size() >= KeySlots.MAX_SLOTS) {
        throw Failure.expected("too-many-slots", "A vault has at most sixteen slots.");
      }
      record(services, vault, Act.KEY_SLOT_ADDED, kind);
      try (UnlockSecret secret =
              create ? made(session, name, token) : UnlockSecrets.key(session, name);
          Unlocker unlocker = secret.toUnlocker()) {
        if (secret.lengthBytes() < KEY_BYTES) {
          throw Failure.expected("bad-key", "A key file has 32 to 1,024 random bytes.");
        }
        if (services.keySlots().opening(vault, unlocker).isPresent()) {
          throw Failure.expected("opens-already", "That key opens the vault already.");
        }
        services.keySlots().add(vault, unlocker, kind, label, Argon2idParameters.STANDARD);
      }
      KeySlot slot =
          vault.slots().stream().filter(it -> it.label().equals(label)).findFirst().orElseThrow();
      tell(
          session,
          slot,
          " opens the vault from now on: name it by --key-file; `watchword slot remove` ends that");
    }
  }

  private static String label(Session session, String name, boolean token) {
    if (token) {
      return new TokenKey(session, name).label();
    }
    Path file = SharedOptions.path(name).getFileName();
    String label = "key file: " + (file == null ? name : file);
    return label.length() > 64 ? label.substring(0, 64) : label;
  }

  /// A key that no vault has yet. Where the slot can't be added it stays, and opens nothing.
  private static UnlockSecret made(Session session, String name, boolean token) {
    if (token) {
      return UnlockSecret.of(UnlockSecret.Kind.ROOT_KEY, new TokenKey(session, name).create());
    }
    byte[] key = new byte[KEY_BYTES];
    session.services().random().nextBytes(key);
    NewFile.write(SharedOptions.path(name), key);
    return UnlockSecret.of(UnlockSecret.Kind.KEY_FILE, key);
  }

  /// @param what what is so now, for people, after the slot's label
  private static void tell(Session session, KeySlot slot, String what) {
    if (session.json()) {
      Json json = new Json();
      write(json, slot);
      session.print(json);
    } else {
      session.terminal().complainLine(Neutral.line(slot.label()) + what);
    }
  }

  private static void remove(ParseResult given, Session session) {
    String named = String.join(" ", Options.words(given));
    CliServices services = session.services();
    try (OpenVault vault = LocalHost.openVault(session)) {
      List<KeySlot> found =
          vault.slots().stream()
              .filter(it -> it.label().equals(named) || it.id().toString().equals(named))
              .toList();
      if (found.size() != 1) {
        throw Failure.expected(
            found.isEmpty() ? "no-slot" : "several-slots",
            found.isEmpty()
                ? "No slot has that label or id; `watchword slot list` tells them."
                : "Several slots have that label; name one by its id.");
      }
      if (vault.slots().size() == 1) {
        throw Failure.expected("last-slot", "The last way to open a vault can't be removed.");
      }
      KeySlot slot = found.getFirst();
      agree(session, slot, Options.given(given, YES));
      record(services, vault, Act.KEY_SLOT_REMOVED, slot.kind());
      services.keySlots().remove(vault, slot.id());
      tell(
          session,
          slot,
          " opens the vault no longer; copies and backups from before still open with it, unless"
              + " the vault gets another key (`watchword rotate`)");
    }
  }

  private static void agree(Session session, KeySlot slot, boolean yes) {
    Terminal terminal = session.terminal();
    if (yes) {
      return;
    }
    if (!terminal.canAsk()) {
      throw Failure.expected(
          "would-stop", "It would not open the vault any more; say " + YES + ".");
    }
    String question =
        Neutral.line(slot.label()) + " will not open the vault any more. Go on? [y/N] ";
    if (!terminal.ask(question).strip().equalsIgnoreCase("y")) {
      throw Failure.expected("not-confirmed", "Nothing was changed.");
    }
  }
}
