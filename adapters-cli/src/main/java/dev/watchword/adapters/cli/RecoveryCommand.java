package dev.watchword.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword recovery`: the recovery codes that sites gave out, kept beside their accounts.
final class RecoveryCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.group("recovery", "Keep a site's recovery codes beside its account.");
    return spec.addSubcommand("list", new RecoveryListCommand().spec())
        .addSubcommand("add", new RecoveryAddCommand().spec())
        .addSubcommand("use", new RecoveryUseCommand().spec());
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    throw new IllegalStateException("a group of commands does nothing itself");
  }
}
