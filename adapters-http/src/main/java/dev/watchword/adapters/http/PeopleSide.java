package dev.watchword.adapters.http;

import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.Role;
import dev.watchword.core.session.Accounts;
import java.util.Optional;
import java.util.stream.Stream;

/// All that a server with people of its own has besides: their routes, and the gate that they come
/// in by.
final class PeopleSide {

  private final PeoplePorts ports;
  private final FirstRun firstRun;
  private final SessionGate gate;
  private final Stream.Builder<Stream<Route>> routes = Stream.builder();

  PeopleSide(
      PeoplePorts ports, ServerPorts server, ServerSettings settings, RefusalRecord refusals) {
    this.ports = ports;
    this.firstRun = new FirstRun(ports.persons(), server.random());
    this.gate = new SessionGate(settings, ports.accounts());
    Entrance entrance = new Entrance(ports, settings);
    SignInLimits limits = new SignInLimits(server.clock(), refusals::spraying);
    routes.add(new SetupEndpoints(entrance, firstRun, limits).routes());
    routes.add(new SessionEndpoints(entrance, limits).routes());
    routes.add(new OwnSessionEndpoints(entrance).routes());
    routes.add(new ProfileEndpoints(entrance).routes());
    routes.add(new OwnFactorEndpoints(entrance).routes());
    routes.add(new PasskeyEndpoints(entrance, limits).routes());
    routes.add(new ProviderEndpoints(entrance, limits).routes());
    routes.add(new OwnTokenEndpoints(entrance).routes());
    Optional<CustodySide> custody =
        ports.custody().map(it -> new CustodySide(it, entrance, server));
    routes.add(new PeopleEndpoints(entrance, limits, custody).routes());
    custody.ifPresent(it -> routes.add(it.routes()));
  }

  /// To be asked once.
  Stream<Route> routes() {
    return routes.build().flatMap(each -> each);
  }

  SessionGate gate() {
    return gate;
  }

  FirstRun firstRun() {
    return firstRun;
  }

  /// What the owner of a token is at present; nobody while the vault is locked.
  Optional<Role> roleOf(PersonId owner) {
    return ports.accounts().accounts().map(Accounts::tokenOwners).flatMap(it -> it.roleOf(owner));
  }
}
