package dev.watchword.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of the program.
interface Command {

  /// Its options and texts; without the options that all commands share.
  CommandSpec spec();

  /// Does it.
  ///
  /// @throws Failure when it can't be done
  ExitCode run(ParseResult given, Session session);
}
