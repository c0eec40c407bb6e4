package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword recovery add`: codes from standard input, or typed, a line each.
final class RecoveryAddCommand implements Command {

  private static final int MAX_BYTES = 48 * 1024;

  @Override
  public CommandSpec spec() {
    return Options.command(
            this, "add", "Keep recovery codes: one a line on standard input, or typed.")
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    session.beSure();
    List<String> codes =
        session.terminal().inputIsTerminal()
            ? typed(session.terminal())
            : piped(session.terminal());
    if (codes.isEmpty()) {
      throw Failure.expected("no-input", "No recovery codes came; give one a line.");
    }
    if (codes.stream().anyMatch(code -> code.length() > 256)) {
      throw Failure.expected("too-long", "A recovery code has at most 256 characters.");
    }
    Reply.SavedCodes saved =
        session.ask(
            new Request.AddRecoveryCodes(Options.query(given), SecretTexts.of(codes)),
            Reply.SavedCodes.class);
    if (session.json()) {
      Json json = new Json().object().put("id", saved.entry().id().toString());
      EntryView.writeLabel(json, saved.entry().label());
      session.print(json.put("added", saved.fresh()).put("left", saved.left()).endObject());
    } else {
      session
          .terminal()
          .line(
              "kept "
                  + saved.fresh()
                  + " new recovery codes for "
                  + EntryView.name(saved.entry().label()));
    }
    return ExitCode.DONE;
  }

  private static List<String> piped(Terminal terminal) {
    try {
      byte[] bytes = SecretFile.limited(terminal.input(), MAX_BYTES, "Standard input");
      try {
        return new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } catch (IOException e) {
      throw Failure.expected("no-input", "Standard input can't be read.");
    }
  }

  private static List<String> typed(Terminal terminal) {
    List<String> codes = new ArrayList<>();
    while (true) {
      char[] line = terminal.askSecret("Recovery code (empty when done): ");
      String code = new String(line).strip();
      Arrays.fill(line, '\0');
      if (code.isEmpty()) {
        return codes;
      }
      codes.add(code);
    }
  }
}
