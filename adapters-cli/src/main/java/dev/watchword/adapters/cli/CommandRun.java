package dev.watchword.adapters.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// One run of the program by way of picocli: reads the command line, runs the command, turns what
/// came of it into an exit code.
final class CommandRun {

  private final Map<String, String> environment;
  private final WatchwordCli.Wiring wiring;
  private final Terminal terminal;

  CommandRun(Map<String, String> environment, WatchwordCli.Wiring wiring, Terminal terminal) {
    this.environment = environment;
    this.wiring = wiring;
    this.terminal = terminal;
  }

  ExitCode run(String[] arguments) {
    boolean json = wantsJson(arguments);
    try {
      return parsed(arguments);
    } catch (Failure failure) {
      return report(failure, json);
    } catch (RuntimeException e) {
      return report(Failures.of(e), json);
    } catch (LinkageError | StackOverflowError | OutOfMemoryError e) {
      return report(Failures.bug(e.toString()), json);
    } finally {
      terminal.flush();
    }
  }

  private ExitCode parsed(String[] arguments) {
    CommandLine root = CommandTree.root(arguments);
    ParseResult given;
    try {
      given = root.parseArgs(arguments);
    } catch (ParameterException e) {
      throw UsageErrors.of(e);
    }
    List<ParseResult> levels = new ArrayList<>();
    for (ParseResult level = given; level != null; level = level.subcommand()) {
      levels.add(level);
    }
    ParseResult last = levels.getLast();
    if (last.isUsageHelpRequested()) {
      terminal.print(CommandTree.help(last, terminal));
      return ExitCode.DONE;
    }
    if (Options.given(given, "--version")) {
      terminal.line("watchword " + wiring.version());
      return ExitCode.DONE;
    }
    Command command = command(last, levels.size() == 1);
    if (command == null) {
      throw Failure.usage(
          "A command is missing; `" + last.commandSpec().qualifiedName() + " --help` names them.");
    }
    SharedOptions options = SharedOptions.of(levels, environment);
    try (Session session = new Session(environment, wiring, terminal, options)) {
      return command.run(last, session);
    }
  }

  /// The command that was named; the list, where none was and somebody sits at a terminal.
  private @Nullable Command command(ParseResult last, boolean none) {
    if (last.commandSpec().userObject() instanceof Command named) {
      return named;
    }
    return none && terminal.outputIsTerminal() && terminal.canAsk() ? new BrowseCommand() : null;
  }

  private ExitCode report(Failure failure, boolean json) {
    if (failure.exit() == ExitCode.ELSEWHERE) {
      return failure.exit();
    }
    if (json) {
      terminal.line(
          new Json()
              .object()
              .name("error")
              .object()
              .put("code", failure.code())
              .put("message", failure.sentence())
              .endObject()
              .endObject()
              .toString());
    }
    if (failure.exit() == ExitCode.BUG) {
      terminal.complainLine(
          "watchword: this is a bug of ours, please report it: " + failure.sentence());
    } else {
      terminal.complainLine("watchword: " + failure.sentence());
    }
    failure.details().forEach(terminal::complainLine);
    return failure.exit();
  }

  /// Whether a JSON document is wanted, also where the rest of the command line is wrong.
  private static boolean wantsJson(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String a = arguments[i];
      if (a.equals("-ojson") || a.equals("-o=json") || a.equals("--output=json")) {
        return true;
      }
      if ((a.equals("-o") || a.equals("--output"))
          && i + 1 < arguments.length
          && arguments[i + 1].equals("json")) {
        return true;
      }
    }
    return false;
  }
}
