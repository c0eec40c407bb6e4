package dev.watchword.adapters.cli;

import java.util.Map;

/// File names that no shell has seen: typed into the list, or dropped on the terminal.
final class FileNames {

  private FileNames() {}

  /// The name without the quotes that terminals put around dropped files, and with `~/` written
  /// out.
  static String ofHome(Map<String, String> environment, String typed) {
    String name = typed.strip();
    if (name.length() > 1
        && (name.startsWith("'") && name.endsWith("'")
            || name.startsWith("\"") && name.endsWith("\""))) {
      name = name.substring(1, name.length() - 1);
    }
    return name.startsWith("~/") && environment.containsKey("HOME")
        ? environment.get("HOME") + name.substring(1)
        : name;
  }
}
