package dev.watchword.adapters.cli;

import dev.watchword.core.otp.OneTimePassword.Validity;
import java.time.Instant;
import java.util.Optional;

/// `watchword code --watch`: one line that keeps itself up to date on a terminal, a line for each
/// new code on a pipe.
final class CodeWatch {

  private final Session session;
  private final Request.MakeCode request;

  CodeWatch(Session session, Request.MakeCode request) {
    this.session = session;
    this.request = request;
  }

  ExitCode run() {
    if (session.json()) {
      throw Failure.usage("--watch goes on for ever, and JSON is one document; leave one out.");
    }
    Terminal terminal = session.terminal();
    Reply.Code code = session.ask(request, Reply.Code.class);
    EntryView.warn(terminal, code.label());
    if (code.validity().isEmpty()) {
      throw Failure.expected("no-time", "A counter-based code does not change with time.");
    }
    boolean live = terminal.outputIsTerminal();
    if (live) {
      // Ctrl-C ends it: what comes next begins a line of its own.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endLine(terminal)));
    }
    while (true) {
      show(terminal, code, live);
      do {
        if (!sleep(code, live)) {
          return ExitCode.DONE;
        }
      } while (!live && !due(code));
      if (due(code)) {
        code =
            session.askAgain(
                new Request.MakeCode(request.query(), request.next(), session.codesAt()),
                Reply.Code.class);
      }
    }
  }

  private static void endLine(Terminal terminal) {
    terminal.line("");
    terminal.flush();
  }

  /// The instant at which the shown code is to be replaced.
  private Instant change(Reply.Code code) {
    Validity validity = code.validity().orElseThrow();
    return request.next() ? validity.from() : validity.until();
  }

  private boolean due(Reply.Code code) {
    return !session.now().isBefore(change(code));
  }

  private void show(Terminal terminal, Reply.Code code, boolean live) {
    Optional<Validity> validity = code.validity();
    if (live) {
      terminal.print(
          "\r\u001b[K"
              + code.code()
              + "  "
              + CodeView.left(validity, session.now())
              + "  "
              + Columns.fit(EntryView.name(code.label()), Math.max(terminal.columns() - 26, 1)));
    } else {
      terminal.line(code.code());
    }
    terminal.flush();
  }

  /// @return false when the process is to end
  private boolean sleep(Reply.Code code, boolean live) {
    long untilChange = Math.max(change(code).toEpochMilli() - session.now().toEpochMilli(), 1);
    try {
      Thread.sleep(live ? Math.min(untilChange, 1000) : untilChange);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
