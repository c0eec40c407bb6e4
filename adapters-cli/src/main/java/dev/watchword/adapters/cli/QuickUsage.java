package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the plainest mistakes of a command line without picocli, by a table that the build wrote
/// down of all commands and options ([Papers]). What it is not sure of it leaves to picocli, which
/// says the same of these.
final class QuickUsage {

  /// Where the launcher says that the table is.
  private static final String TABLE = "watchword.options";

  private QuickUsage() {}

  /// @return the sentence of a usage error; empty where there is none, or it is not plain
  static Optional<String> mistake(String[] arguments) {
    String table = System.getProperty(TABLE);
    if (table == null || arguments.length == 0 || arguments[0].startsWith("-")) {
      return Optional.empty();
    }
    try {
      return mistake(arguments, Files.readAllLines(Path.of(table)));
    } catch (IOException noTable) {
      return Optional.empty();
    }
  }

  static Optional<String> mistake(String[] arguments, List<String> table) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : table) {
      int end = line.indexOf(' ');
      lines.put(line.substring(0, end), line.substring(end + 1));
    }
    for (String argument : arguments) {
      if (argument.startsWith("-o") || argument.startsWith("--output")) {
        return Optional.empty(); // the answer may have to be JSON
      }
    }
    String options = lines.get(arguments[0]);
    if (options == null) {
      return Optional.of(
          UnknownWords.command(arguments[0], lines.keySet()) + " See `watchword --help`.");
    }
    return unknownOption(arguments, options);
  }

  private static Optional<String> unknownOption(String[] arguments, String options) {
    Map<String, Boolean> takesValue = new HashMap<>();
    for (String option : options.split(" ")) {
      boolean value = option.endsWith("=");
      takesValue.put(value ? option.substring(0, option.length() - 1) : option, value);
    }
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("-") || argument.equals("-")) {
        if (takesValue.containsKey("+")) {
          return Optional.empty(); // a command of its own comes next
        }
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      Boolean value = takesValue.get(name);
      if (argument.equals("--")
          || name.equals("--help")
          || name.equals("-h")
          || value == null && !argument.startsWith("--")) {
        return Optional.empty();
      }
      if (value == null) {
        return Optional.of(
            UnknownWords.option(argument, takesValue.keySet())
                + " See `watchword "
                + arguments[0]
                + " --help`.");
      }
      if (value && equals < 0) {
        i++;
      }
    }
    return Optional.empty();
  }
}
