package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.people.PasswordsBusyException;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.SessionState;
import dev.watchword.core.vault.VaultLockedException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// What the endpoints about people share: who they are now, the cookie of a session that was made
/// or renewed, and the answer when too many sign in.
final class Entrance {

  private final PeoplePorts ports;
  private final ServerSettings settings;

  Entrance(PeoplePorts ports, ServerSettings settings) {
    this.ports = ports;
    this.settings = settings;
  }

  PeoplePorts ports() {
    return ports;
  }

  /// @throws VaultLockedException while nobody can be known
  Accounts accounts() {
    return ports.accounts().accounts().orElseThrow(VaultLockedException::new);
  }

  /// The answer with the cookie of a session that was just made or renewed.
  Answer with(Exchange exchange, IssuedSession issued, Answer answer) {
    return answer.with("Set-Cookie", exchange.cookie(settings).set(issued.token()));
  }

  /// The answer that takes the cookie away.
  Answer without(Exchange exchange, Answer answer) {
    return answer.with("Set-Cookie", exchange.cookie(settings).clear());
  }

  /// Writes the state that a session is in, and what can come next.
  static void state(JsonGenerator json, SessionState state) throws IOException {
    json.writeStringField("state", state.text());
    if (state == SessionState.PASSWORD_PASSED) {
      json.writeArrayFieldStart("methods");
      for (String method : List.of("totp", "recovery")) {
        json.writeString(method);
      }
      json.writeEndArray();
    }
  }

  /// Does what hashes a password.
  ///
  /// @throws ProblemException when too many wait for the same already (SECURITY SE-12)
  static <R> R hashing(Supplier<R> work) {
    try {
      return work.get();
    } catch (PasswordsBusyException e) {
      throw Problem.busy("Too many people are signing in; try again shortly.").asException();
    }
  }
}
