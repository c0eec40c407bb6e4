package dev.watchword.adapters.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what is wrong with a command line without repeating any value of it: a value may be a
/// secret that was meant for a prompt (SECURITY UN-02, LO-06).
final class UsageErrors {

  private UsageErrors() {}

  static Failure of(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return Failure.usage(problem(e) + " See `" + command + " --help`.");
  }

  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      if (!first.startsWith("-")) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (command.parent() == null) {
          return UnknownWords.command(first, CommandTree.commands().keySet());
        }
        return command.subcommands().isEmpty()
            ? "There are more words than this command takes."
            : UnknownWords.command(first, command.subcommands().keySet());
      }
      return UnknownWords.option(first, e.getCommandLine().getCommandSpec().optionsMap().keySet());
    }
    if (e instanceof MissingParameterException missing) {
      return missing.getMissing().stream()
          .map(UsageErrors::name)
          .distinct()
          .collect(Collectors.joining(", ", "Something is missing: ", "."));
    }
    ArgSpec argument = e.getArgSpec();
    if (e instanceof OverwrittenOptionException && argument != null) {
      return name(argument) + " is given twice.";
    }
    return argument == null
        ? "The command line can't be read."
        : name(argument) + " has a value that it can't take.";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
