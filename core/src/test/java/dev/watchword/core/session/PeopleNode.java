package dev.watchword.core.session;

import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.enrolment.EnrolmentOffer;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.Totp;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.people.AcceptInvite;
import dev.watchword.core.people.AddPerson;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.InviteCode;
import dev.watchword.core.people.PasswordHashing;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.Role;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.verification.Node;
import dev.watchword.core.verification.VerificationPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The use cases for people wired on a store, as one process has them, and what a test asks of them
/// again and again. All nodes have the same key.
public final class PeopleNode {

  public static final Origin BY = new Origin("anonymous", "192.0.2.7", "");
  public static final String PASSWORD = "correct horse battery staple";

  /// What every node of a test has.
  public static final UUID VERIFIER = new UUID(0x7000_4000L, 0x8000_0000_0000_0001L);

  /// Where every node of a test sends people.
  public static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();

  public final PeopleStore store;
  public final Accounts accounts;
  private final Node verifier;

  public PeopleNode(PeopleStore store, SecureRandom random) {
    this(store, accounts(store.stores(), random, store.verifier()::now), random);
  }

  /// @param accounts the use cases on that store
  public PeopleNode(PeopleStore store, Accounts accounts, SecureRandom random) {
    this.store = store;
    this.verifier = new Node(store.verifier(), random);
    this.accounts = accounts;
  }

  /// The use cases under the key that every node of a test has.
  public static Accounts accounts(
      Accounts.Stores stores, SecureRandom random, java.time.InstantSource clock) {
    return accounts(stores, new FakeWebAuthn(), random, clock);
  }

  /// The same with passkeys that something else checks.
  public static Accounts accounts(
      Accounts.Stores stores,
      WebAuthn webAuthn,
      SecureRandom random,
      java.time.InstantSource clock) {
    return accounts(stores, webAuthn, Optional.of(PROVIDER), random, clock);
  }

  /// The same with a provider of its own, or none.
  public static Accounts accounts(
      Accounts.Stores stores,
      WebAuthn webAuthn,
      Optional<IdentityProvider> provider,
      SecureRandom random,
      java.time.InstantSource clock) {
    return accounts(stores, key(), webAuthn, provider, random, clock);
  }

  /// The same under a key of its own.
  public static Accounts accounts(
      Accounts.Stores stores,
      VaultKey key,
      WebAuthn webAuthn,
      Optional<IdentityProvider> provider,
      SecureRandom random,
      java.time.InstantSource clock) {
    return Accounts.of(
        stores,
        key,
        new Accounts.Setting(
            VERIFIER,
            "node-1",
            "Watchword",
            new PasswordHashing(new FakeKdf(), random),
            new PassphrasePolicy(PassphrasePolicy.ALONE, "passwordpassword"::equals),
            VerificationPolicy.STANDARD,
            webAuthn,
            provider,
            random,
            clock));
  }

  public static VaultKey key() {
    return VaultKey.copyOf(new byte[VaultKey.LENGTH_BYTES], 1);
  }

  public static Passphrase password(String text) {
    return Passphrase.of(text.toCharArray());
  }

  public Person owner(String name) {
    return added(accounts.add().firstOwner(new PersonName(name), name, password(PASSWORD), BY));
  }

  /// Somebody who has joined, without a factor yet.
  public Person person(String name, Role role) {
    return added(
        accounts.add().withPassword(new PersonName(name), name, role, password(PASSWORD), BY));
  }

  /// Somebody who took an invite as an operator.
  public Person joined(Person by, String name) {
    var invited = invite(by, name, Role.OPERATOR);
    if (accept(invited.code().reveal(), PASSWORD)
        instanceof AcceptInvite.Outcome.Accepted(var person)) {
      return person;
    }
    throw new AssertionError("not accepted: " + name);
  }

  private static Person added(AddPerson.Outcome outcome) {
    if (outcome instanceof AddPerson.Outcome.Added(var person)) {
      return person;
    }
    throw new AssertionError("not added: " + outcome);
  }

  public AddPerson.Outcome.Invited invite(Person by, String name, Role role) {
    var outcome = accounts.add().invite(Optional.of(by), new PersonName(name), name, role, BY);
    if (outcome instanceof AddPerson.Outcome.Invited invited) {
      return invited;
    }
    throw new AssertionError("not invited: " + outcome);
  }

  public AcceptInvite.Outcome accept(String code, String password) {
    return accounts.acceptInvite().accept(InviteCode.ofTyped(code), password(password), BY);
  }

  public SignIn.FirstStep password(String name, String password) {
    return accounts.signIn().password(new PersonName(name), password(password), "test", BY);
  }

  /// Signs in by the right password.
  public IssuedSession signIn(String name) {
    if (password(name, PASSWORD) instanceof SignIn.FirstStep.Passed(var session)) {
      return session;
    }
    throw new AssertionError("not signed in: " + name);
  }

  public Optional<SignedIn> who(SessionToken token) {
    return accounts.authenticate().authenticate(token);
  }

  /// Whose session it is; it has to count.
  public SignedIn who(IssuedSession session) {
    return who(session.token()).orElseThrow();
  }

  /// Sets a factor up within a session, and moves on to the next step.
  public Enrolled enrol(IssuedSession session) {
    SignedIn who = who(session);
    Guarded<EnrolmentOffer> begun =
        accounts.ownFactor().begin(who, Proof.of(password(PASSWORD)), BY);
    if (!(begun instanceof Guarded.Done<EnrolmentOffer>(var offer))) {
      throw new AssertionError("not begun: " + begun);
    }
    OtpKey key = key(offer);
    offer.close();
    var outcome = accounts.ownFactor().confirm(who, SubmittedCode.of(code(key)), BY);
    if (!(outcome instanceof OwnFactor.Confirmation.Confirmed(var renewed, var codes))) {
      throw new AssertionError("not confirmed: " + outcome);
    }
    List<String> texts =
        codes
            .map(them -> them.codes().stream().map(RecoveryCode::reveal).toList())
            .orElse(List.of());
    store.verifier().advance(Duration.ofSeconds(30));
    return new Enrolled(key, renewed, texts);
  }

  /// What somebody has after setting a factor up.
  public record Enrolled(OtpKey key, IssuedSession session, List<String> recoveryCodes) {}

  public static OtpKey key(EnrolmentOffer offer) {
    try {
      return KeyUri.parse(offer.revealUri()).key();
    } catch (KeyUriSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// The code of the store's present step.
  public String code(OtpKey key) {
    TotpParameters totp = (TotpParameters) key.parameters();
    return new Totp(key.secret(), totp).code(totp.stepAt(store.verifier().now()));
  }

  public Proof proof(OtpKey key) {
    return Proof.of(password(PASSWORD), SubmittedCode.of(code(key)));
  }

  /// The actions of the audit log, oldest first, linked ones and waiting ones.
  public List<String> actions() {
    return verifier.actions();
  }

  /// The actions since this was asked last.
  public List<String> newActions() {
    return verifier.newActions();
  }

  /// The whole entries.
  public List<LinkedEntry> log() {
    verifier.link.link();
    return store.verifier().auditLog().page(0, 100_000);
  }
}
