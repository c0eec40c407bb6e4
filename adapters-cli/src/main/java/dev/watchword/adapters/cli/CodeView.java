package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OneTimePassword.Validity;
import java.time.Instant;
import java.util.Optional;

/// How a code and the time it has left look.
final class CodeView {

  private CodeView() {}

  /// Seconds that a code still lives, rounded up: never 0 while it counts.
  static long secondsLeft(Validity validity, Instant now) {
    return (validity.left(now).toMillis() + 999) / 1000;
  }

  /// Such as `17 s left`; `counts until used` for a counter-based code.
  static String left(Optional<Validity> validity, Instant now) {
    return validity.isPresent()
        ? secondsLeft(validity.get(), now) + " s left"
        : "counts until used";
  }

  /// The members that tell of a code, into an object that is open.
  static void write(Json json, String code, Optional<Validity> validity, Instant now) {
    json.put("code", code);
    if (validity.isPresent()) {
      json.put("validFrom", validity.get().from().toString())
          .put("validUntil", validity.get().until().toString())
          .put("secondsLeft", secondsLeft(validity.get(), now));
    }
  }

  /// The whole answer of `code`, the same from the fast path and from the command.
  static void show(Terminal terminal, Reply.Code reply, boolean json, Instant now) {
    Label label = reply.label();
    if (json) {
      Json document = new Json().object();
      EntryView.writeLabel(document, label);
      write(document, reply.code(), reply.validity(), now);
      terminal.line(document.endObject().toString());
      return;
    }
    terminal.line(reply.code());
    terminal.complainLine(EntryView.name(label) + "  " + left(reply.validity(), now));
    EntryView.warn(terminal, label);
  }
}
