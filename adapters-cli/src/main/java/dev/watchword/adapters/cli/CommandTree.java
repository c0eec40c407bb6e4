package dev.watchword.adapters.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// All commands, by name, in the order that the help lists them.
final class CommandTree {

  private static final int NARROWEST = 55;
  private static final int WIDEST = 100;

  private CommandTree() {}

  static Map<String, Supplier<Command>> commands() {
    Map<String, Supplier<Command>> all = new LinkedHashMap<>();
    all.put("scan", ScanCommand::new);
    all.put("add", AddCommand::new);
    all.put("code", CodeCommand::new);
    all.put("list", ListCommand::new);
    all.put("show", ShowCommand::new);
    all.put("edit", EditCommand::new);
    all.put("tag", TagCommand::new);
    all.put("rm", RemoveCommand::new);
    all.put("restore", RestoreCommand::new);
    all.put("recovery", RecoveryCommand::new);
    all.put("import", ImportCommand::new);
    all.put("export", ExportCommand::new);
    all.put("formats", FormatsCommand::new);
    all.put("init", InitCommand::new);
    all.put("unlock", UnlockCommand::new);
    all.put("lock", LockCommand::new);
    all.put(KeyringCommand.NAME, KeyringCommand::new);
    all.put(SlotCommand.NAME, SlotCommand::new);
    all.put("passphrase", PassphraseCommand::new);
    all.put("rotate", RotateCommand::new);
    all.put("check", CheckCommand::new);
    all.put("backup", BackupCommand::new);
    all.put("restore-backup", RestoreBackupCommand::new);
    all.put("serve", ServeCommand::new);
    all.put("token", TokenCommand::new);
    all.put("user", UserCommand::new);
    all.put("custody", CustodyCommand::new);
    all.put("team", TeamCommand::new);
    all.put("webhook", WebhookCommand::new);
    all.put("enrol", EnrolCommand::new);
    all.put("verify", VerifyCommand::new);
    all.put("redeem", RedeemCommand::new);
    all.put("audit", AuditCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("help", HelpCommand::new);
    all.put(BrowseCommand.NAME, BrowseCommand::new);
    all.put(NamesCommand.NAME, NamesCommand::new);
    all.put(PapersCommand.NAME, PapersCommand::new);
    all.put(AgentCommand.NAME, AgentCommand::new);
    return all;
  }

  /// The model for one command line: with the one command that it names, or with all of them where
  /// it names none.
  static CommandLine root(String[] arguments) {
    CommandSpec root =
        Options.group("watchword", "The self-hosted home of one-time codes.")
            .addOption(
                OptionSpec.builder("-V", "--version")
                    .arity("0")
                    .type(boolean.class)
                    .description("Show the version.")
                    .build())
            .addOption(BrowseCommand.plain());
    SharedOptions.addTo(root);
    Map<String, Supplier<Command>> all = commands();
    String named = named(arguments, all);
    if (named != null) {
      add(root, named, all.get(named));
    } else {
      all.forEach((name, command) -> add(root, name, command));
    }
    return new CommandLine(root);
  }

  private static @Nullable String named(String[] arguments, Map<String, Supplier<Command>> all) {
    return arguments.length > 0 && all.containsKey(arguments[0]) ? arguments[0] : null;
  }

  private static void add(CommandSpec root, String name, @Nullable Supplier<Command> maker) {
    if (maker != null) {
      CommandSpec spec = maker.get().spec();
      SharedOptions.addTo(spec);
      spec.subcommands().values().forEach(sub -> SharedOptions.addTo(sub.getCommandSpec()));
      root.addSubcommand(name, spec);
    }
  }

  static String help(ParseResult of, Terminal terminal) {
    return help(of.commandSpec(), terminal.columns(), terminal.colour());
  }

  static String help(CommandSpec spec, int columns, boolean colour) {
    spec.usageMessage().width(Math.clamp(columns, NARROWEST, WIDEST));
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().abbreviateSynopsis(true);
    return spec.commandLine().getUsageMessage(colour ? Ansi.ON : Ansi.OFF);
  }
}
