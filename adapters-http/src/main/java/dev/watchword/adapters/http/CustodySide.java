package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiToken;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.Role;
import dev.watchword.core.vault.VaultLockedException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All that a server has besides where customers hand factors over: the routes, and who asks.
final class CustodySide {

  private final CurrentCustody current;
  private final Entrance entrance;
  private final ServerPorts server;

  CustodySide(CurrentCustody current, Entrance entrance, ServerPorts server) {
    this.current = current;
    this.entrance = entrance;
    this.server = server;
  }

  Stream<Route> routes() {
    return Stream.of(
            new CustodyLinkEndpoints(this).routes(),
            new HeldEndpoints(this).routes(),
            new GrantEndpoints(this).routes(),
            new TeamEndpoints(this).routes(),
            new WebhookEndpoints(this).routes(),
            new HandOverEndpoints(this, server.decoder(), server.clock()).routes(),
            new ReceiptEndpoints(this, server.clock()).routes())
        .flatMap(each -> each);
  }

  /// @throws VaultLockedException while the vault is locked
  Custody custody() {
    return current.custody().orElseThrow(VaultLockedException::new);
  }

  /// The person who asks, by a session or by a token of theirs.
  ///
  /// @throws ProblemException when it is a token of nobody's
  Custodian custodian(Exchange exchange) {
    Person person =
        switch (exchange.caller()) {
          case Caller.Signed signed -> signed.person();
          case Caller.Bearer(ApiToken token) ->
              token
                  .owner()
                  .flatMap(owner -> entrance.accounts().list().find(owner))
                  .orElseThrow(() -> Problem.forbidden("a token of a person").asException());
          case Caller.Page _, Caller.Anonymous _ ->
              throw new IllegalArgumentException("the route is not for people");
        };
    return new Custodian(
        person.id().value(), person.displayName(), person.role() == Role.OWNER, exchange.origin());
  }

  /// About now, for the default end of a link; the store's own time decides.
  Instant now() {
    return server.clock().instant();
  }

  /// How a person is shown; empty text for one who is gone.
  String nameOf(UUID person) {
    Optional<Person> found = entrance.accounts().list().find(new PersonId(person));
    return found.map(Person::displayName).orElse("");
  }

  /// Does what refuses bad values by an exception that names them.
  ///
  /// @throws ProblemException in the words of that exception
  static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      int colon = message.indexOf(':');
      if (colon <= 0) {
        throw e;
      }
      throw Problem.invalid(message.substring(0, colon), message.substring(colon + 1).strip())
          .asException();
    }
  }
}
