package dev.watchword.adapters.cli;

import java.util.Collection;

/// What to say of a command or an option that there is not: names what there is, and never a value
/// that was typed, which may be a secret (SECURITY UN-02, LO-06). Stateless.
final class UnknownWords {

  private UnknownWords() {}

  static String command(String typed, Collection<String> names) {
    return "There is no such command." + didYouMean(typed, names);
  }

  /// @param argument the whole word, with its value perhaps
  static String option(String argument, Collection<String> names) {
    String name = optionName(argument);
    return name.contains("pass") || name.contains("secret") || name.contains("pin")
        ? "There is no option "
            + name
            + ": secrets are never given on the command line, where other programs could read"
            + " them."
        : "There is no option " + name + "." + didYouMean(name, names);
  }

  static String didYouMean(String typed, Collection<String> names) {
    return Nearest.to(typed, names).map(name -> " Did you mean `" + name + "`?").orElse("");
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
