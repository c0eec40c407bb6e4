package dev.watchword.adapters.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.watchword.core.people.PasswordsBusyException;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.Session;
import dev.watchword.core.session.SessionState;
import dev.watchword.core.vault.VaultLockedException;
import java.io.IOException;
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
  void state(JsonGenerator json, Session session) throws IOException {
    json.writeStringField("state", session.state().text());
    if (session.state() == SessionState.PASSWORD_PASSED) {
      json.writeArrayFieldStart("methods");
      json.writeString("totp");
      json.writeString("recovery");
      if (accounts().factors().passkeys(session.person()) > 0) {
        json.writeString("passkey");
      }
      json.writeEndArray();
    }
  }

  /// Whether a browser makes and uses passkeys where it calls this server: by a name, over TLS or
  /// on its own machine (WebAuthn Level 3 §5.1.3, step on the effective domain).
  boolean passkeysWork(Exchange exchange) {
    String host = exchange.hostName();
    return !isAddress(host) && (exchange.secure(settings) || host.equals("localhost"));
  }

  private static boolean isAddress(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  /// Where the browser takes this server to be.
  ///
  /// @throws ProblemException where no browser makes or uses passkeys
  WebAuthn.Site site(Exchange exchange) {
    if (!passkeysWork(exchange)) {
      throw new Problem(
              409,
              "no-passkeys-here",
              "Passkeys do not work at this address",
              "They need a server that is called by a name and over TLS, or localhost.")
          .asException();
    }
    return new WebAuthn.Site(exchange.hostName(), origin(exchange));
  }

  /// The origin of this server's pages as the browser calls it: `https://codes.example.org`.
  String origin(Exchange exchange) {
    return (exchange.secure(settings) ? "https" : "http") + "://" + exchange.host();
  }

  /// The answer with the cookie of a verifier, for a browser on its way to the provider.
  Answer withVerifier(Exchange exchange, String verifier, Answer answer) {
    return answer.with("Set-Cookie", exchange.cookie(settings).setVerifier(verifier));
  }

  /// The verifier that the browser was given then; empty text where it has none.
  String verifier(Exchange exchange) {
    return exchange.verifier(settings).orElse("");
  }

  /// What a sign-in leads to: the cookie, and what comes next.
  Answer begun(Exchange exchange, IssuedSession issued) {
    return with(
        exchange,
        issued,
        Answer.ok(json -> {
          json.writeStartObject();
          state(json, issued.session());
          json.writeStringField("csrf", issued.token().antiForgery());
          json.writeEndObject();
        }));
  }

  /// Does what hashes a password.
  ///
  /// @throws ProblemException when too many wait for the same already (SECURITY SE-12)
  static <R> R hashing(Supplier<R> work) {
    try {
      return HeavyWork.PASSWORDS.run(work);
    } catch (PasswordsBusyException e) {
      throw Problem.busy("Too many people are signing in; try again shortly.").asException();
    }
  }
}
