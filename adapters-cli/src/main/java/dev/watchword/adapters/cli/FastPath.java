package dev.watchword.adapters.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Answers `watchword code QUERY` and `watchword --version` without picocli, when an agent has the
/// code: the way that a person waits for most often.
///
/// Knows only the plainest command lines. Anything else, a failure included, goes the long way,
/// which gives the same answers.
final class FastPath {

  private final Map<String, String> environment;
  private final WatchwordCli.Wiring wiring;
  private final Terminal terminal;

  FastPath(Map<String, String> environment, WatchwordCli.Wiring wiring, Terminal terminal) {
    this.environment = environment;
    this.wiring = wiring;
    this.terminal = terminal;
  }

  /// @return the exit code; empty when the long way has to be gone
  OptionalInt run(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      terminal.line("watchword ".concat(wiring.version()));
      terminal.flush();
      return OptionalInt.of(0);
    }
    Optional<String> mistake = QuickUsage.mistake(arguments);
    if (mistake.isPresent()) {
      terminal.complainLine("watchword: ".concat(mistake.get()));
      return OptionalInt.of(2);
    }
    if (arguments.length < 2 || !arguments[0].equals("code")) {
      return OptionalInt.empty();
    }
    Plain plain = plain(arguments);
    return plain == null ? OptionalInt.empty() : code(plain);
  }

  private OptionalInt code(Plain plain) {
    try {
      Path vaultFile = wiring.vaultFile(Optional.ofNullable(plain.vault));
      Optional<AgentHost> agent = AgentHost.connect(AgentFolder.of(environment), vaultFile);
      if (agent.isEmpty() || wiring.setting("clock-offset").isPresent()) {
        return OptionalInt.empty();
      }
      try (AgentHost host = agent.get()) {
        Reply reply = host.ask(new Request.MakeCode(plain.query, plain.next, Optional.empty()));
        if (!(reply instanceof Reply.Code code)) {
          return OptionalInt.empty();
        }
        CodeView.show(terminal, code, plain.json, wiring.clock().instant());
        terminal.flush();
        return OptionalInt.of(0);
      }
    } catch (Failure | IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  private static final class Plain {
    String query = "";
    @Nullable String vault;
    boolean json;
    boolean next;
  }

  private static @Nullable Plain plain(String[] arguments) {
    Plain plain = new Plain();
    StringBuilder query = new StringBuilder();
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("-") && !argument.startsWith("@")) {
        query.append(query.isEmpty() ? "" : " ").append(argument);
      } else if (argument.equals("--next")) {
        plain.next = true;
      } else if (argument.equals("--vault") && i + 1 < arguments.length) {
        plain.vault = arguments[++i];
      } else if (argument.equals("-o") && i + 1 < arguments.length) {
        i++;
        if (!arguments[i].equals("json") && !arguments[i].equals("text")) {
          return null;
        }
        plain.json = arguments[i].equals("json");
      } else {
        return null;
      }
    }
    plain.query = query.toString();
    return query.isEmpty() ? null : plain;
  }
}
