package dev.watchword.core.session;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.access.TokenOwners;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LoggedKind;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.CancelEnrolment;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.EnrolmentKeys;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.enrolment.RevokeEnrolment;
import dev.watchword.core.enrolment.ShowEnrolment;
import dev.watchword.core.people.AcceptInvite;
import dev.watchword.core.people.AddPerson;
import dev.watchword.core.people.ChangePerson;
import dev.watchword.core.people.CheckPassword;
import dev.watchword.core.people.IdentityProvider;
import dev.watchword.core.people.ListPeople;
import dev.watchword.core.people.LoggedPeople;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.OwnFactors;
import dev.watchword.core.people.PasskeyKeys;
import dev.watchword.core.people.PasskeyRepository;
import dev.watchword.core.people.PasswordHashing;
import dev.watchword.core.people.PasswordTallyRepository;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.PersonEdits;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.ProviderAccountRepository;
import dev.watchword.core.people.ProviderKeys;
import dev.watchword.core.people.RemovePerson;
import dev.watchword.core.people.ResetPerson;
import dev.watchword.core.people.SetPassword;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.recovery.IssueRecoveryCodes;
import dev.watchword.core.recovery.RecallRecoveryCode;
import dev.watchword.core.recovery.RecoveryKeys;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.recovery.RedeemRecoveryCode;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.verification.VerificationPolicy;
import dev.watchword.core.verification.VerifierRows;
import dev.watchword.core.verification.VerifyOtp;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// All that can be done with people and their sessions, wired on one set of stores. Thread-safe, as
/// its parts are.
///
/// @param tokenOwners for [dev.watchword.core.access.AuthenticateToken]
/// @param upkeep to be run every minute or so
/// @param logged people beside what the audit log tells of them
public record Accounts(
    AuthenticateSession authenticate,
    AuthorisePerson authorise,
    SignIn signIn,
    StepUp stepUp,
    ChangePassword changePassword,
    OwnFactor ownFactor,
    RecallRecoveryCode recallRecoveryCode,
    OwnSessions ownSessions,
    OwnTokens ownTokens,
    SignInByPasskey byPasskey,
    OwnPasskeys ownPasskeys,
    Optional<SignInByProvider> byProvider,
    Optional<OwnProviderAccount> ownProviderAccount,
    NoticeRepository notices,
    AddPerson add,
    AcceptInvite acceptInvite,
    ChangePerson change,
    ResetPerson reset,
    RemovePerson remove,
    ListPeople list,
    OwnFactors factors,
    TokenOwners tokenOwners,
    EraseOldSessions upkeep,
    LoggedKind logged) {

  /// The stores.
  public record Stores(
      PersonRepository persons,
      SessionRepository sessions,
      PasswordTallyRepository tallies,
      NoticeRepository notices,
      PasskeyRepository passkeys,
      ProviderAccountRepository providers,
      ApiTokenRepository tokens,
      EnrolmentRepository enrolments,
      RecoveryRepository recoveries,
      AuditLog auditLog,
      Transactions transactions) {

    /// The same with notices that go elsewhere too.
    public Stores with(NoticeRepository others) {
      return new Stores(
          persons,
          sessions,
          tallies,
          others,
          passkeys,
          providers,
          tokens,
          enrolments,
          recoveries,
          auditLog,
          transactions);
    }
  }

  /// What one process is, and rests on.
  ///
  /// @param verifier the verifier's own id, the same on all nodes
  /// @param node the name of this process in the audit log, 1 to 64 characters
  /// @param issuer what authenticators show beside a person's name
  /// @param hashing one for the process
  /// @param policy which passwords will do
  /// @param webAuthn checks passkeys; [WebAuthn#none] where no browser comes
  /// @param provider who else may say who is there
  public record Setting(
      UUID verifier,
      String node,
      String issuer,
      PasswordHashing hashing,
      PassphrasePolicy policy,
      VerificationPolicy verification,
      WebAuthn webAuthn,
      Optional<IdentityProvider> provider,
      SecureRandom random,
      InstantSource clock) {}

  /// @param key derived from here, and not kept; the same on all nodes
  public static Accounts of(Stores stores, VaultKey key, Setting setting) {
    AuditTrail trail = new AuditTrail(new AuditKeys(key), setting.node);
    PeopleKeys keys = new PeopleKeys(key);
    SessionKeys sessionKeys = new SessionKeys(key);
    VerifierRows rows =
        VerifierRows.of(
            stores.enrolments, stores.recoveries, key, setting.verifier, setting.random);
    EnrolmentKeys enrolmentKeys = rows.enrolmentKeys();
    RecoveryKeys recoveryKeys = rows.recoveryKeys();
    AuditLog log = stores.auditLog;
    var verification = setting.verification;
    var enrolments = rows.enrolments();
    var recoveries = rows.recoveries();
    var factors =
        new OwnFactors(
            enrolments,
            new RevokeEnrolment(enrolments, trail),
            new CancelEnrolment(enrolments, trail),
            stores.passkeys,
            stores.providers,
            trail);
    var passwords =
        new CheckPassword(
            stores.persons,
            stores.tallies,
            keys,
            setting.hashing,
            log,
            trail,
            verification.limit());
    var verify = new VerifyOtp(enrolments, enrolmentKeys, log, trail, verification);
    var redeem = new RedeemRecoveryCode(recoveries, recoveryKeys, log, trail, verification.limit());
    var spend = new SpendRecoveryCode(redeem, stores.notices, stores.transactions);
    var proving = new ProveIdentity(passwords, verify, spend, factors);
    var desk = new SessionDesk(stores.sessions, sessionKeys, trail, setting.random);
    var passkeyKeys = new PasskeyKeys(key);
    var byPasskey =
        new ProvePasskey(
            stores.passkeys,
            stores.persons,
            passkeyKeys,
            keys,
            factors,
            setting.webAuthn,
            new ProvePasskey.Record(log, trail),
            stores.transactions,
            setting.random);
    var asking =
        setting.provider.map(provider ->
            new AskProvider(provider, new ProviderKeys(key), stores.passkeys, setting.random));
    var edits =
        new PersonEdits(stores.persons, stores.notices, keys, stores.transactions, log, trail);
    var steps =
        new OwnFactor.Steps(
            new BeginEnrolment(enrolments, enrolmentKeys, log, trail, setting.random),
            new ShowEnrolment(enrolments, enrolmentKeys, log, trail),
            new ConfirmEnrolment(enrolments, enrolmentKeys, log, trail, verification.window()),
            new IssueRecoveryCodes(recoveries, recoveryKeys, trail, setting.random),
            recoveries);
    return new Accounts(
        new AuthenticateSession(stores.sessions, stores.persons, sessionKeys, keys),
        new AuthorisePerson(factors),
        new SignIn(passwords, verify, spend, factors, desk),
        new StepUp(proving, desk),
        new ChangePassword(
            proving,
            setting.policy,
            setting.hashing,
            new SetPassword(edits),
            desk,
            stores.transactions),
        new OwnFactor(
            proving, steps, factors, stores.notices, desk, stores.transactions, setting.issuer),
        new RecallRecoveryCode(recoveries, recoveryKeys),
        new OwnSessions(stores.sessions, sessionKeys, desk),
        new OwnTokens(
            stores.tokens,
            new IssueApiToken(stores.tokens, new TokenKeys(key), setting.random, setting.clock),
            stores.notices,
            stores.transactions,
            log,
            trail),
        new SignInByPasskey(byPasskey, desk),
        new OwnPasskeys(
            byPasskey, stores.passkeys, passkeyKeys, stores.notices, desk, trail, setting.random),
        asking.map(
            it -> new SignInByProvider(it, stores.providers, stores.persons, keys, factors, desk)),
        asking.map(it ->
            new OwnProviderAccount(
                it, stores.providers, stores.notices, desk, stores.transactions, trail)),
        stores.notices,
        new AddPerson(stores.persons, keys, setting.hashing, setting.policy, trail, setting.random),
        new AcceptInvite(
            stores.persons,
            stores.tallies,
            keys,
            setting.hashing,
            setting.policy,
            stores.transactions,
            log,
            trail),
        new ChangePerson(edits),
        new ResetPerson(edits, keys, factors, setting.random),
        new RemovePerson(edits, factors),
        new ListPeople(stores.persons, keys),
        factors,
        new PresentRoles(stores.persons, keys),
        new EraseOldSessions(stores.sessions, stores.tallies, stores.passkeys),
        slice -> new LoggedPeople(stores.persons, keys, slice));
  }
}
