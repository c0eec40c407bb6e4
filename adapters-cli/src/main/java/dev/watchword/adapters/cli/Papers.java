package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What the package has ready, so that no Java has to start for it: help texts, completion scripts,
/// manual pages, and the table of [QuickUsage].
final class Papers {

  private static final int COLUMNS = 80;

  private Papers() {}

  static void write(Path folder, String version) throws IOException {
    for (Map.Entry<String, String> file : all(version).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /// Texts by their paths below the folder.
  static Map<String, String> all(String version) {
    Map<String, String> files = new LinkedHashMap<>();
    CommandSpec root = CommandTree.root(new String[0]).getCommandSpec();
    StringBuilder table = new StringBuilder();
    help(files, "watchword", root);
    files.put("man/man1/watchword.1", ManPage.program(root, version));
    for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
      String name = command.getKey();
      CommandSpec spec = command.getValue().getCommandSpec();
      help(files, name, spec);
      spec.subcommands()
          .forEach((sub, line) -> help(files, name + "." + sub, line.getCommandSpec()));
      if (!spec.usageMessage().hidden()) {
        files.put("man/man1/watchword-" + name + ".1", ManPage.command(name, spec, version));
      }
      table.append(name).append(options(spec)).append('\n');
    }
    HelpTopics.all()
        .forEach((name, text) -> {
          files.put("help/topic." + name, text);
          files.put("help/topic." + name + ".colour", text);
        });
    CompletionScript completion = CompletionScript.ofAllCommands();
    files.put("completions/bash", completion.bash());
    files.put("completions/zsh", completion.zsh());
    files.put("completions/fish", completion.fish());
    files.put("options", table.toString());
    files.put("version", "watchword " + version + "\n");
    return files;
  }

  private static void help(Map<String, String> files, String name, CommandSpec spec) {
    files.put("help/" + name, CommandTree.help(spec, COLUMNS, false));
    files.put("help/" + name + ".colour", CommandTree.help(spec, COLUMNS, true));
  }

  private static String options(CommandSpec spec) {
    StringBuilder names = new StringBuilder();
    for (OptionSpec option : spec.options()) {
      for (String name : option.names()) {
        names.append(' ').append(name).append(option.arity().max() > 0 ? "=" : "");
      }
    }
    return spec.subcommands().isEmpty() ? names.toString() : names + " +";
  }
}
