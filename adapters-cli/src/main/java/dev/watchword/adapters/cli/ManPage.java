package dev.watchword.adapters.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Writes manual pages (man(7)) of the commands' own model. Stateless.
final class ManPage {

  private ManPage() {}

  /// `watchword.1`.
  static String program(CommandSpec root, String version) {
    StringBuilder page = head("watchword", String.join(" ", root.usageMessage().header()), version);
    page.append(".SH SYNOPSIS\n.B watchword\n.br\n.B watchword\n.I COMMAND\n[\\fIOPTIONS\\fR]\n");
    page.append(".SH DESCRIPTION\nAlone on a terminal it opens a list with live codes.\n");
    page.append(".SH COMMANDS\n");
    for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
      CommandSpec spec = command.getValue().getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        page.append(".TP\n.BR watchword\\-")
            .append(roff(command.getKey()))
            .append(" (1)\n")
            .append(text(String.join(" ", spec.usageMessage().header())))
            .append('\n');
      }
    }
    options(page, root.options());
    HelpTopics.all()
        .forEach((name, topic) ->
            page.append(".SH ")
                .append(roff(name.replace('-', ' ').toUpperCase(Locale.ROOT)))
                .append("\n.nf\n")
                .append(lines(topic))
                .append(".fi\n"));
    return page.toString();
  }

  /// `watchword-NAME.1`, with the commands below it.
  static String command(String name, CommandSpec spec, String version) {
    StringBuilder page =
        head("watchword-" + name, String.join(" ", spec.usageMessage().header()), version);
    page.append(".SH SYNOPSIS\n");
    synopsis(page, "watchword " + name, spec);
    page.append(".SH DESCRIPTION\n")
        .append(text(String.join(" ", spec.usageMessage().header())))
        .append('\n');
    spec.positionalParameters().forEach(words -> positional(page, words));
    for (Map.Entry<String, CommandLine> sub : spec.subcommands().entrySet()) {
      CommandSpec below = sub.getValue().getCommandSpec();
      page.append(".SH ").append(roff(sub.getKey().toUpperCase(Locale.ROOT))).append('\n');
      synopsis(page, "watchword " + name + " " + sub.getKey(), below);
      page.append(".PP\n")
          .append(text(String.join(" ", below.usageMessage().header())))
          .append('\n');
      below.positionalParameters().forEach(words -> positional(page, words));
      below.options().stream()
          .filter(option -> spec.findOption(option.longestName()) == null)
          .forEach(option -> option(page, option));
    }
    options(page, spec.options());
    page.append(".SH EXIT STATUS\n")
        .append("0 done, 1 an expected failure, 2 a usage error, 3 a bug.\n")
        .append(".SH SEE ALSO\n.BR watchword (1)\n");
    return page.toString();
  }

  private static StringBuilder head(String name, String header, String version) {
    return new StringBuilder(2048)
        .append(".\\\" made of the program's own commands\n")
        .append(".TH ")
        .append(roff(name.toUpperCase(Locale.ROOT)))
        .append(" 1 \"\" \"watchword ")
        .append(roff(version))
        .append("\" \"Watchword\"\n.SH NAME\n")
        .append(roff(name))
        .append(" \\- ")
        .append(text(header))
        .append('\n');
  }

  private static void synopsis(StringBuilder page, String command, CommandSpec spec) {
    page.append(".B ").append(roff(command)).append("\n[\\fIOPTIONS\\fR]");
    if (!spec.subcommands().isEmpty()) {
      page.append(" \\fICOMMAND\\fR");
    }
    spec.positionalParameters()
        .forEach(words -> page.append(" \\fI").append(roff(words.paramLabel())).append("\\fR..."));
    page.append('\n');
  }

  private static void positional(StringBuilder page, PositionalParamSpec words) {
    page.append(".TP\n.I ")
        .append(roff(words.paramLabel()))
        .append('\n')
        .append(text(String.join(" ", words.description())))
        .append('\n');
  }

  private static void options(StringBuilder page, List<OptionSpec> options) {
    page.append(".SH OPTIONS\n");
    options.forEach(option -> option(page, option));
  }

  private static void option(StringBuilder page, OptionSpec option) {
    page.append(".TP\n\\fB").append(roff(String.join("\\fR, \\fB", option.names()))).append("\\fR");
    if (option.arity().max() > 0) {
      page.append(" \\fI").append(roff(option.paramLabel())).append("\\fR");
    }
    page.append('\n').append(text(String.join(" ", option.description()))).append('\n');
  }

  private static String lines(String text) {
    StringBuilder lines = new StringBuilder();
    text.lines().forEach(line -> lines.append(text(line)).append('\n'));
    return lines.toString();
  }

  /// A line of text: none is taken for a request.
  private static String text(String line) {
    String escaped = roff(line);
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String roff(String text) {
    String kept = text.replace("\\fR, \\fB", "\u0000");
    return kept.replace("\\", "\\e").replace("-", "\\-").replace("\u0000", "\\fR, \\fB");
  }
}
