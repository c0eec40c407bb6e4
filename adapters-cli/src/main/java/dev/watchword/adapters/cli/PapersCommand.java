package dev.watchword.adapters.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword papers FOLDER`: writes the help texts, completion scripts and manual pages; run by
/// the build.
final class PapersCommand implements Command {

  static final String NAME = "papers";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(this, NAME, "Write manual pages, help and completion into a folder.")
            .addPositional(Options.words("FOLDER", "1", "Where they go."));
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    try {
      Papers.write(SharedOptions.path(Options.words(given).getFirst()), session.version());
      return ExitCode.DONE;
    } catch (IOException e) {
      throw Failure.expected("unwritable", "The folder can't be written.");
    }
  }
}
