package dev.watchword.adapters.http;

import dev.watchword.core.access.Permission;
import dev.watchword.core.people.AddPerson;
import dev.watchword.core.people.Person;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.SignIn.FirstStep;
import dev.watchword.core.session.SignInByProvider;
import dev.watchword.core.vault.NotYetOpenException;
import dev.watchword.core.vault.RecoveryKey;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.Unlocker;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// The first run, and the vault's lock.
final class SetupEndpoints {

  private static final String SETUP = "/api/v1/setup";
  private static final Set<String> MEMBERS =
      Set.of("setupCode", "name", "displayName", "password", "passphrase");

  private final Entrance entrance;
  private final FirstRun firstRun;
  private final SignInLimits limits;

  /// A passphrase takes 64 MiB to try.
  private final Semaphore unlocks = new Semaphore(1);

  SetupEndpoints(Entrance entrance, FirstRun firstRun, SignInLimits limits) {
    this.entrance = entrance;
    this.firstRun = firstRun;
    this.limits = limits;
  }

  Stream<Route> routes() {
    Access open = new Access.Open();
    return Stream.of(
        new Route("GET", SETUP, open, this::show),
        new Route("POST", SETUP, open, this::begin),
        new Route(
            "POST", SETUP + "/recovery-key", new Access.Needs(Permission.LOCK), this::recoveryKey),
        new Route("POST", "/api/v1/unlock", open, this::unlock),
        new Route("POST", "/api/v1/lock", new Access.Needs(Permission.LOCK), this::lock));
  }

  private Answer show(Exchange exchange) {
    boolean vault = entrance.ports().door().exists();
    boolean locked = vault && entrance.ports().door().vault().isEmpty();
    String state = locked ? "locked" : firstRun.due() ? "new" : "ready";
    Optional<SignInByProvider> provider =
        entrance.ports().accounts().accounts().flatMap(Accounts::byProvider);
    return Answer.ok(json -> {
      json.writeStartObject();
      json.writeStringField("state", state);
      json.writeBooleanField("vault", vault);
      json.writeBooleanField("passkeys", entrance.passkeysWork(exchange));
      if (provider.isPresent()) {
        json.writeObjectFieldStart("provider");
        json.writeStringField("name", provider.get().name());
        json.writeEndObject();
      } else {
        json.writeNullField("provider");
      }
      json.writeEndObject();
    });
  }

  private Answer begin(Exchange exchange) {
    limits.admit(exchange.source());
    try (JsonFields fields = exchange.json(MEMBERS)) {
      if (!firstRun.due()) {
        throw alreadySetUp();
      }
      if (!firstRun.accepts(fields.text("setupCode").orElse(""))) {
        limits.failed(exchange.source(), "the setup code");
        throw new Problem(
                403,
                "setup-code-refused",
                "The setup code is not accepted",
                "It stands on the terminal that the server was started in; after five wrong tries"
                    + " the server has to be started again.")
            .asException();
      }
      PeopleEndpoints.Names names = PeopleEndpoints.Names.of(fields);
      try (Passphrase password = Proofs.password(fields, "password")) {
        return make(exchange, fields, names, password);
      }
    }
  }

  private static ProblemException alreadySetUp() {
    return new Problem(
            409, "already-set-up", "The server is set up", "It has an owner already; sign in.")
        .asException();
  }

  private Answer make(
      Exchange exchange, JsonFields fields, PeopleEndpoints.Names names, Passphrase password) {
    refuseWeak(password);
    Optional<RecoveryKey> fresh =
        entrance.ports().door().exists() ? Optional.empty() : vault(fields);
    try {
      Accounts accounts = entrance.accounts();
      IssuedSession issued = owner(exchange, accounts, names, password);
      Answer answer =
          Answer.created(
              "/api/v1/session",
              json -> {
                json.writeStartObject();
                entrance.state(json, issued.session());
                json.writeStringField("csrf", issued.token().antiForgery());
                if (fresh.isPresent()) {
                  json.writeStringField("recoveryKey", fresh.get().reveal());
                }
                json.writeEndObject();
              });
      fresh.ifPresent(firstRun::remember);
      return entrance.with(exchange, issued, answer);
    } finally {
      fresh.ifPresent(RecoveryKey::close);
    }
  }

  private void refuseWeak(Passphrase passphrase) {
    entrance
        .ports()
        .passphrases()
        .objection(passphrase)
        .ifPresent(sentence -> {
          throw Proofs.tooWeak(sentence);
        });
  }

  private Optional<RecoveryKey> vault(JsonFields fields) {
    try (Passphrase passphrase = Proofs.password(fields, "passphrase")) {
      refuseWeak(passphrase);
      return HeavyWork.KEYS.run(() -> entrance.ports().door().create(passphrase));
    }
  }

  private IssuedSession owner(
      Exchange exchange, Accounts accounts, PeopleEndpoints.Names names, Passphrase password) {
    AddPerson.Outcome outcome =
        Entrance.hashing(() ->
            accounts
                .add()
                .firstOwner(names.name(), names.displayName(), password, exchange.origin()));
    Person owner =
        switch (outcome) {
          case AddPerson.Outcome.Added(Person person) -> person;
          case AddPerson.Outcome.Objection(String sentence) -> throw Proofs.tooWeak(sentence);
          case AddPerson.Outcome.NotFirst _, AddPerson.Outcome.NameTaken _ -> throw alreadySetUp();
          case AddPerson.Outcome.Invited _, AddPerson.Outcome.NotAllowed _ ->
              throw new IllegalStateException("the first owner is not invited");
        };
    FirstStep step =
        Entrance.hashing(() ->
            accounts
                .signIn()
                .password(owner.name(), password, exchange.agent(), exchange.origin()));
    if (step instanceof FirstStep.Passed(IssuedSession issued)) {
      return issued;
    }
    throw SessionGate.signInFirst().asException();
  }

  private Answer recoveryKey(Exchange exchange) {
    try (JsonFields fields = exchange.json(Set.of("recoveryKey"))) {
      if (!firstRun.isRecoveryKey(fields.text("recoveryKey").orElse(""))) {
        throw new Problem(
                422,
                "does-not-match",
                "That is not the recovery key",
                "It is not the recovery key that was just shown.")
            .asException();
      }
      return Answer.noContent();
    }
  }

  private Answer unlock(Exchange exchange) {
    limits.admit(exchange.source());
    if (!unlocks.tryAcquire()) {
      throw Problem.busy("Somebody else is unlocking it; try again shortly.").asException();
    }
    try (JsonFields fields = exchange.json(Set.of("passphrase"));
        Unlocker unlocker = new Unlocker.ByPassphrase(Proofs.password(fields, "passphrase"))) {
      return switch (HeavyWork.KEYS.run(() -> entrance.ports().door().unlock(unlocker))) {
        case UnlockOutcome.Unlocked _ -> Answer.noContent();
        case UnlockOutcome.WrongKey(Duration wait) -> {
          limits.failed(exchange.source(), "the passphrase");
          throw wrong(wait);
        }
        case UnlockOutcome.TooSoon(Duration wait) -> throw wrong(wait);
        case UnlockOutcome.NoSuchVault _ ->
            throw new Problem(409, "no-vault", "There is no vault yet", "Set the server up first.")
                .asException();
      };
    } catch (NotYetOpenException notYet) {
      throw new Problem(
              503,
              "not-yet-open",
              "The vault is not open yet",
              "The passphrase is right, and the store is still held against its audit log; unlock"
                  + " it again in a minute.")
          .withHeader("Retry-After", "20")
          .asException();
    } finally {
      unlocks.release();
    }
  }

  /// The same whether it was wrong or came too soon.
  private static ProblemException wrong(Duration wait) {
    Duration whole = Duration.ofSeconds((wait.toMillis() + 999) / 1000);
    return Proofs.refused(
        new Problem(
            403, "wrong-passphrase", "The vault does not open", "The passphrase is not accepted."),
        whole.isZero() ? Optional.empty() : Optional.of(whole));
  }

  private Answer lock(Exchange exchange) {
    entrance.ports().door().lock();
    return Answer.noContent();
  }
}
