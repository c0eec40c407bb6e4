package dev.watchword.adapters.cli;

import java.util.Collection;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
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
        return e.getCommandLine().getCommandSpec().parent() == null
            ? "There is no such command." + didYouMean(first, CommandTree.commands().keySet())
            : "There are more words than this command takes.";
      }
      String name = optionName(first);
      return name.contains("pass") || name.contains("secret") || name.contains("pin")
          ? "There is no option "
              + name
              + ": secrets are never given on the command line, where other programs could read"
              + " them."
          : "There is no option "
              + name
              + "."
              + didYouMean(name, e.getCommandLine().getCommandSpec().optionsMap().keySet());
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

  /// Names what there is, and never what was typed.
  private static String didYouMean(String typed, Collection<String> names) {
    return Nearest.to(typed, names).map(name -> " Did you mean `" + name + "`?").orElse("");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /// The name of an option without anything that could be its value.
  private static String optionName(String argument) {
    int end = 0;
    while (end < argument.length() && end < 40 && isNameLetter(argument.charAt(end))) {
      end++;
    }
    return argument.startsWith("--")
        ? argument.substring(0, end)
        : argument.substring(0, Math.min(end, 2));
  }

  private static boolean isNameLetter(char c) {
    return c == '-' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
