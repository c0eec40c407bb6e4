package dev.watchword.adapters.cli;

import dev.watchword.core.access.Permission;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One act of custody on behalf of somebody: a command of a group.
///
/// @param needed what they have to be allowed
record CustodyAct(Permission needed, Work work) implements Command {

  /// What is done while the vault is open.
  @FunctionalInterface
  interface Work {
    void with(ParseResult given, Session session, CustodyDesk desk);
  }

  static CommandSpec spec(Permission needed, Work work, String name, String header) {
    return Options.command(new CustodyAct(needed, work), name, header)
        .addOption(
            Options.text(
                CustodyDesk.AS, "NAME", "Who acts; by default the owner, where there is one."));
  }

  @Override
  public CommandSpec spec() {
    throw new IllegalStateException("its group has it");
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    try (CustodyDesk desk = CustodyDesk.open(given, session, needed)) {
      work.with(given, session, desk);
    }
    return ExitCode.DONE;
  }
}
