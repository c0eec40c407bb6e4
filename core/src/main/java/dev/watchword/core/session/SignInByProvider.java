package dev.watchword.core.session;

import dev.watchword.core.account.Reading;
import dev.watchword.core.audit.AuditEvent.Session.Act;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.OwnFactors;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.people.ProviderErrand;
import dev.watchword.core.people.StoredProviderAccount;
import java.util.Optional;

/// Lets people in by their account at an OpenID provider, in the place of their password: whoever
/// has a second factor is asked for it as ever. Only accounts that somebody linked from within
/// count: nobody is known by an address, and nobody is added. Thread-safe.
public final class SignInByProvider {

  private final AskProvider asking;
  private final ProviderAccountRepository accounts;
  private final PersonRepository persons;
  private final PeopleKeys peopleKeys;
  private final OwnFactors factors;
  private final SessionDesk desk;

  SignInByProvider(
      AskProvider asking,
      ProviderAccountRepository accounts,
      PersonRepository persons,
      PeopleKeys peopleKeys,
      OwnFactors factors,
      SessionDesk desk) {
    this.asking = asking;
    this.accounts = accounts;
    this.persons = persons;
    this.peopleKeys = peopleKeys;
    this.factors = factors;
    this.desk = desk;
  }

  /// What a browser is given on its way.
  ///
  /// @param location where to go
  /// @param verifier to be kept, from pages too, and brought back; 43 characters of base64url
  public record Sent(String location, String verifier) {}

  /// What it brings back.
  ///
  /// @param verifier that it was given
  /// @param state as the provider gave it back
  /// @param issuer who sends it, where the provider says so (RFC 9207)
  /// @param redirect where it was sent
  public record Brought(
      String verifier, String state, String code, Optional<String> issuer, String redirect) {}

  /// What came of it.
  public sealed interface Outcome {

    /// The person is known.
    ///
    /// @param session in the state that says what comes next, as after a password
    record Passed(IssuedSession session) implements Outcome {}

    /// It took too long, was somebody else's, or the provider takes it back; nobody is told why.
    record Refused() implements Outcome {}

    /// Nobody here has linked that account, or they may not sign in.
    record Unknown() implements Outcome {}

    /// The provider does not answer.
    record Unreachable() implements Outcome {}
  }

  /// What people call the provider.
  public String name() {
    return asking.provider().name();
  }

  /// Sends a browser there.
  ///
  /// @param redirect where the provider is to send it back
  public Sent send(String redirect) {
    return asking.send(ProviderErrand.SIGN_IN, Optional.empty(), redirect);
  }

  /// Signs in whoever came back.
  ///
  /// @param agent what the browser calls itself
  public Outcome signIn(Brought brought, String agent, Origin origin) {
    return switch (asking.ask(brought, ProviderErrand.SIGN_IN, Optional.empty())) {
      case IdentityProvider.Answer.Known(String subject) -> known(subject, agent, origin);
      case IdentityProvider.Answer.Refused _ -> new Outcome.Refused();
      case IdentityProvider.Answer.Unreachable _ -> new Outcome.Unreachable();
    };
  }

  private Outcome known(String subject, String agent, Origin origin) {
    Reading<StoredProviderAccount> reading = accounts.find(asking.provider().issuer(), subject);
    return reading
        .value()
        .map(asking.keys()::open)
        .flatMap(account -> persons.find(account.person()).value())
        .map(peopleKeys::open)
        .filter(Person::maySignIn)
        .<Outcome>map(person -> {
          SessionState state = SignIn.stateOf(person, factors);
          Act act =
              switch (state) {
                case PASSWORD_PASSED -> Act.PROVIDER_PASSED;
                case ENROL_ONLY -> Act.SIGNED_IN_TO_ENROL;
                case FULL, RECOVERY -> Act.SIGNED_IN_BY_PROVIDER;
              };
          Origin theirs = new Origin(person.id().actor(), origin.source(), origin.requestId());
          return new Outcome.Passed(desk.begin(person, state, act, reading.at(), agent, theirs));
        })
        .orElseGet(Outcome.Unknown::new);
  }
}
