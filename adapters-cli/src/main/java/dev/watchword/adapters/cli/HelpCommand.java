package dev.watchword.adapters.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword help TOPIC`: a command's help, or a text about something that concerns all.
final class HelpCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "help", "Explain a command or a topic.")
        .addPositional(
            Options.words(
                "TOPIC",
                "0..*",
                "A command, or one of: " + String.join(", ", HelpTopics.all().keySet()) + "."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    List<String> words = Options.words(given);
    session.terminal().print(text(words, session.terminal()));
    return ExitCode.DONE;
  }

  private static String text(List<String> words, Terminal terminal) {
    if (words.isEmpty()) {
      return CommandTree.help(CommandTree.root(new String[0]).parseArgs(), terminal);
    }
    String topic = words.getFirst();
    if (CommandTree.commands().containsKey(topic)) {
      String[] line = words.toArray(String[]::new);
      try {
        ParseResult parsed = CommandTree.root(line).parseArgs(withHelp(line));
        while (parsed.hasSubcommand()) {
          parsed = parsed.subcommand();
        }
        return CommandTree.help(parsed, terminal);
      } catch (picocli.CommandLine.ParameterException e) {
        throw UsageErrors.of(e);
      }
    }
    String text = HelpTopics.all().get(topic);
    if (text == null) {
      List<String> names = new ArrayList<>(HelpTopics.all().keySet());
      names.addAll(CommandTree.commands().keySet());
      throw Failure.usage(
          "There is no such topic."
              + UnknownWords.didYouMean(topic, names)
              + " See `watchword help --help`.");
    }
    return text;
  }

  private static String[] withHelp(String[] line) {
    String[] more = java.util.Arrays.copyOf(line, line.length + 1);
    more[line.length] = "--help";
    return more;
  }
}
