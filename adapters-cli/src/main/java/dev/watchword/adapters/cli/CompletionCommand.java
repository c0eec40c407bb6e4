package dev.watchword.adapters.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword completion`: a script that teaches a shell the commands and options.
final class CompletionCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "completion", "Print a completion script for a shell.")
        .addPositional(
            Options.words(
                "SHELL", "1", "bash, zsh or fish; such as: eval \"$(watchword completion bash)\""));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    if (session.json()) {
      throw Failure.usage("A completion script is a script, not JSON.");
    }
    List<String> shells = Options.words(given);
    CompletionScript script = CompletionScript.ofAllCommands();
    session
        .terminal()
        .print(
            switch (shells.getFirst()) {
              case "bash" -> script.bash();
              case "zsh" -> script.zsh();
              case "fish" -> script.fish();
              default -> throw Failure.usage("There are scripts for bash, zsh and fish.");
            });
    return ExitCode.DONE;
  }
}
