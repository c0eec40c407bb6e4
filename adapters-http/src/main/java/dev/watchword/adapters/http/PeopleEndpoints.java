package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.people.AcceptInvite;
import dev.watchword.core.people.AddPerson;
import dev.watchword.core.people.Invite;
import dev.watchword.core.people.InviteCode;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonChange;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.ResetPerson;
import dev.watchword.core.people.Role;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.SignIn.FirstStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Who may use this server: for its owners, and for those whom they invite.
final class PeopleEndpoints {

  private static final String ALL = "/api/v1/people";
  private static final String ONE = ALL + "/{id}";

  private final Entrance entrance;
  private final SignInLimits limits;
  private final Optional<CustodySide> custody;

  /// @param custody what somebody who is removed had a part in
  PeopleEndpoints(Entrance entrance, SignInLimits limits, Optional<CustodySide> custody) {
    this.entrance = entrance;
    this.limits = limits;
    this.custody = custody;
  }

  Stream<Route> routes() {
    Access see = new Access.Needs(Permission.SEE_PEOPLE);
    Access change = new Access.Needs(Permission.CHANGE_PEOPLE);
    return Stream.of(
        new Route("GET", ALL, see, this::list),
        new Route("POST", ALL, change, this::invite),
        new Route("PATCH", ONE, change, this::change),
        new Route("DELETE", ONE, change, this::remove),
        new Route("POST", ONE + "/reset", change, this::reset),
        new Route("DELETE", ONE + "/sessions", change, this::signOut),
        new Route("POST", "/api/v1/invites/accept", new Access.Open(), this::accept));
  }

  private Answer list(Exchange exchange) {
    Accounts accounts = entrance.accounts();
    List<Person> people = accounts.list().list().people();
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("people");
      for (Person person : people) {
        PersonJson.write(json, person, accounts);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static Optional<Person> by(Exchange exchange) {
    return Optional.of(exchange.signed().person());
  }

  private static PersonId id(Exchange exchange) {
    return new PersonId(exchange.uuid("id"));
  }

  private static Role role(String text) {
    return Role.named(text)
        .orElseThrow(() ->
            Problem.invalid("role", "owner, operator, viewer or auditor is wanted").asException());
  }

  /// The name and the display name of a body; the display name is the name where it has none.
  record Names(PersonName name, String displayName) {
    static Names of(JsonFields fields) {
      String name =
          fields
              .text("name")
              .orElseThrow(() -> Problem.invalid("name", "a text is wanted").asException());
      try {
        return new Names(new PersonName(name), fields.text("displayName").orElse(name.strip()));
      } catch (IllegalArgumentException e) {
        throw Problem.invalid("name", "1 to 64 characters without control characters are wanted")
            .asException();
      }
    }
  }

  private Answer invite(Exchange exchange) {
    Accounts accounts = entrance.accounts();
    AddPerson.Outcome outcome;
    try (JsonFields fields = exchange.json(Set.of("name", "displayName", "role"))) {
      Names names = Names.of(fields);
      Role role =
          role(
              fields
                  .text("role")
                  .orElseThrow(() -> Problem.invalid("role", "a text is wanted").asException()));
      outcome =
          accounts
              .add()
              .invite(by(exchange), names.name(), names.displayName(), role, exchange.origin());
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(
              "displayName", "1 to 64 characters without control characters are wanted")
          .asException();
    }
    return switch (outcome) {
      case AddPerson.Outcome.Invited(Person person, InviteCode code) ->
          invited(person, code, accounts);
      case AddPerson.Outcome.NameTaken _ -> throw nameTaken();
      case AddPerson.Outcome.NotAllowed _ -> throw notAllowed();
      case AddPerson.Outcome.Added _, AddPerson.Outcome.NotFirst _, AddPerson.Outcome.Objection _ ->
          throw new IllegalStateException("an invite has no password");
    };
  }

  static ProblemException nameTaken() {
    return new Problem(
            409, "name-taken", "Somebody has that name", "Choose another name to sign in with.")
        .asException();
  }

  private static ProblemException notAllowed() {
    return new Problem(
            403, "forbidden", "This is not allowed to you", "Nobody does that to themselves.")
        .asException();
  }

  private static Answer invited(Person person, InviteCode code, Accounts accounts) {
    try (code) {
      byte[] body =
          Json.write(json -> {
            json.writeStartObject();
            json.writeFieldName("person");
            PersonJson.write(json, person, accounts);
            json.writeObjectFieldStart("invite");
            json.writeStringField("code", code.reveal());
            json.writeStringField(
                "expiresAt", person.invite().map(Invite::expiresAt).orElseThrow().toString());
            json.writeEndObject();
            json.writeEndObject();
          });
      return new Answer(201, Answer.JSON, body, Map.of("Location", ALL + "/" + person.id()));
    }
  }

  private Answer change(Exchange exchange) {
    Accounts accounts = entrance.accounts();
    PersonId id = id(exchange);
    try (JsonFields fields = exchange.json(Set.of("role", "disabled"))) {
      Optional<Role> role = fields.text("role").map(PeopleEndpoints::role);
      Optional<Boolean> disabled = fields.flag("disabled");
      if (role.isPresent() == disabled.isPresent()) {
        throw Problem.badRequest("Give either a role, or disabled.").asException();
      }
      return changed(
          role.isPresent()
              ? accounts.change().role(by(exchange), id, role.get(), exchange.origin())
              : accounts
                  .change()
                  .disabled(by(exchange), id, disabled.orElseThrow(), exchange.origin()),
          accounts);
    }
  }

  /// The person as they are now.
  ///
  /// @throws ProblemException when nothing was changed
  static Answer changed(PersonChange change, Accounts accounts) {
    Person person = done(change);
    return Answer.ok(json -> PersonJson.write(json, person, accounts));
  }

  private static Person done(PersonChange change) {
    return switch (change) {
      case PersonChange.Changed(Person person) -> person;
      case PersonChange.LastOwner _ ->
          throw new Problem(
                  409, "last-owner", "No owner would be left", "Make somebody else an owner first.")
              .asException();
      case PersonChange.NotFound _ -> throw Problem.notFound().asException();
      case PersonChange.NotAllowed _ -> throw notAllowed();
    };
  }

  private Answer remove(Exchange exchange) {
    PersonId gone = id(exchange);
    done(entrance.accounts().remove().remove(by(exchange), gone, exchange.origin()));
    custody.ifPresent(side -> side.custody().teams().leave(side.custodian(exchange), gone.value()));
    return Answer.noContent();
  }

  private Answer signOut(Exchange exchange) {
    done(entrance.accounts().change().signOut(by(exchange), id(exchange), exchange.origin()));
    return Answer.noContent();
  }

  private Answer reset(Exchange exchange) {
    Accounts accounts = entrance.accounts();
    return switch (accounts.reset().reset(by(exchange), id(exchange), exchange.origin())) {
      case ResetPerson.Outcome.Invited(Person person, InviteCode code) ->
          invited(person, code, accounts);
      case ResetPerson.Outcome.NotDone(PersonChange why) -> {
        done(why);
        throw new IllegalStateException("not done, and done");
      }
    };
  }

  private Answer accept(Exchange exchange) {
    limits.admit(exchange.source());
    Accounts accounts = entrance.accounts();
    try (JsonFields fields = exchange.json(Set.of("code", "password"));
        InviteCode code = InviteCode.ofTyped(CodeRequests.text(fields, "code"));
        Passphrase password = Proofs.password(fields, "password")) {
      AcceptInvite.Outcome outcome =
          Entrance.hashing(() -> accounts.acceptInvite().accept(code, password, exchange.origin()));
      return switch (outcome) {
        case AcceptInvite.Outcome.Accepted(Person person) ->
            signedIn(exchange, accounts, person, password);
        case AcceptInvite.Outcome.Refused _ -> {
          limits.failed(exchange.source(), "an invite");
          throw new Problem(
                  401,
                  "invite-refused",
                  "The invite is not accepted",
                  "The code is wrong, was used, or its time is over; ask for another.")
              .withHeader("WWW-Authenticate", "Bearer realm=\"watchword\"")
              .asException();
        }
        case AcceptInvite.Outcome.Objection(String sentence) -> throw Proofs.tooWeak(sentence);
      };
    }
  }

  private Answer signedIn(
      Exchange exchange, Accounts accounts, Person person, Passphrase password) {
    FirstStep step =
        Entrance.hashing(() ->
            accounts
                .signIn()
                .password(person.name(), password, exchange.agent(), exchange.origin()));
    if (!(step instanceof FirstStep.Passed(var issued))) {
      throw SessionGate.signInFirst().asException();
    }
    return entrance.with(
        exchange,
        issued,
        Answer.ok(json -> {
          json.writeStartObject();
          entrance.state(json, issued.session());
          json.writeStringField("csrf", issued.token().antiForgery());
          json.writeEndObject();
        }));
  }
}
