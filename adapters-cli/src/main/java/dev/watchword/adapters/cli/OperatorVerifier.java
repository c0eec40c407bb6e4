package dev.watchword.adapters.cli;

import dev.watchword.core.access.LoggedTokens;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.audit.ArchiveAudit;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditReport;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.Contradiction;
import dev.watchword.core.audit.FindContradictions;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LoggedKind;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.audit.VerifyAudit;
import dev.watchword.core.audit.WatchRows;
import dev.watchword.core.audit.WatchRows.Outcome.LogBroken;
import dev.watchword.core.audit.WatchRows.Outcome.Looked;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.enrolment.BeginEnrolment;
import dev.watchword.core.enrolment.CancelEnrolment;
import dev.watchword.core.enrolment.ConfirmEnrolment;
import dev.watchword.core.enrolment.RevokeEnrolment;
import dev.watchword.core.people.LoggedPeople;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.recovery.IssueRecoveryCodes;
import dev.watchword.core.recovery.RedeemRecoveryCode;
import dev.watchword.core.restore.EndAgain;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.verification.VerificationPolicy;
import dev.watchword.core.verification.VerifierRows;
import dev.watchword.core.verification.VerifyOtp;
import java.util.ArrayList;
import java.util.List;

/// The verifier in an operator's hands: the same stores, rules and counters as the server's, under
/// the vault's key (SECURITY TH-05, EN-09). One thread.
final class OperatorVerifier {

  private final VerifierStores stores;
  private final VerifierRows rows;
  private final CliServices services;
  private final AuditKeys auditKeys;
  private final AuditTrail trail;
  private final Custody custody;
  private final PeopleKeys peopleKeys;
  private final TokenKeys tokenKeys;

  private OperatorVerifier(CliServices services, OpenVault vault, VaultKey key) {
    this.services = services;
    this.custody = Custody.of(services.custody(), vault, "cli", services.random());
    this.peopleKeys = new PeopleKeys(key);
    this.tokenKeys = new TokenKeys(key);
    this.stores = services.verifierStores();
    this.auditKeys = new AuditKeys(key);
    this.trail = new AuditTrail(auditKeys, "cli");
    this.rows =
        VerifierRows.of(
            stores.enrolments(), stores.recoveries(), key, vault.id().value(), services.random());
  }

  /// Opens the vault for its key, and closes it again.
  static OperatorVerifier of(Session session) {
    try (OpenVault vault = LocalHost.openVault(session);
        VaultKey key = vault.verifierKey()) {
      return new OperatorVerifier(session.services(), vault, key);
    }
  }

  /// The same, where something is decided by what the store holds: by then that was held against
  /// the audit log.
  static OperatorVerifier looked(Session session) {
    OperatorVerifier verifier = of(session);
    verifier.look(session);
    return verifier;
  }

  /// Holds all rows against the audit log and a server's newest checkpoint, says what is not as
  /// these tell, and takes no such row any more (SECURITY CR-12). No server with its memory of what
  /// it saw stands between this process and the store.
  void look(Session session) {
    Terminal terminal = session.terminal();
    WatchRows watch =
        new WatchRows(
            verifyAudit(),
            findContradictions(),
            stores.distrust(),
            stores.auditLog(),
            trail,
            services.clock());
    switch (watch.watch(AuditCommand.newestOf(session.anchor()))) {
      case Looked(List<Contradiction> found) ->
          found.stream()
              .limit(AuditCommand.MOST_FINDINGS)
              .forEach(one ->
                  terminal.complainLine(
                      "The store is not as its audit log tells: "
                          + one.subject()
                          + ": "
                          + one.problem()));
      case LogBroken(AuditReport.Broken where) ->
          terminal.complainLine(
              "The audit log was changed, at entry "
                  + where.seq()
                  + ", so that the store can't be held against it: "
                  + where.problem());
    }
  }

  /// Who acts, for the audit log.
  static Origin origin() {
    return new Origin("operator " + System.getProperty("user.name", "?"), "cli", "");
  }

  /// The same on a store that is not the session's, with its vault open.
  static OperatorVerifier of(CliServices services, OpenVault vault) {
    try (VaultKey key = vault.verifierKey()) {
      return new OperatorVerifier(services, vault, key);
    }
  }

  EndAgain endAgain(Accounts accounts) {
    return new EndAgain(
        rows.enrolments(),
        new RevokeEnrolment(rows.enrolments(), trail),
        accounts,
        custody,
        auditKeys);
  }

  BeginEnrolment begin() {
    return new BeginEnrolment(
        rows.enrolments(), rows.enrolmentKeys(), stores.auditLog(), trail, services.random());
  }

  ConfirmEnrolment confirm() {
    return new ConfirmEnrolment(
        rows.enrolments(),
        rows.enrolmentKeys(),
        stores.auditLog(),
        trail,
        VerificationPolicy.STANDARD.window());
  }

  CancelEnrolment cancel() {
    return new CancelEnrolment(rows.enrolments(), trail);
  }

  VerifyOtp verify() {
    return new VerifyOtp(
        rows.enrolments(),
        rows.enrolmentKeys(),
        stores.auditLog(),
        trail,
        VerificationPolicy.STANDARD);
  }

  IssueRecoveryCodes issue() {
    return new IssueRecoveryCodes(rows.recoveries(), rows.recoveryKeys(), trail, services.random());
  }

  RedeemRecoveryCode redeem() {
    return new RedeemRecoveryCode(
        rows.recoveries(),
        rows.recoveryKeys(),
        stores.auditLog(),
        trail,
        VerificationPolicy.STANDARD.limit());
  }

  LinkAudit linkAudit() {
    return new LinkAudit(stores.auditLog(), trail);
  }

  FindContradictions findContradictions() {
    return new FindContradictions(stores.auditLog(), linkAudit(), logged());
  }

  ArchiveAudit archiveAudit() {
    return new ArchiveAudit(stores.auditLog(), auditKeys, trail, logged());
  }

  /// All rows: factors, recovery codes, people, what custody keeps, and API tokens.
  private List<LoggedKind> logged() {
    PersonRepository persons = services.people().stores().persons();
    List<LoggedKind> kinds = new ArrayList<>(rows.logged());
    kinds.add(slice -> new LoggedPeople(persons, peopleKeys, slice));
    kinds.add(custody.logged());
    kinds.add(slice -> new LoggedTokens(services.tokens(), tokenKeys, slice));
    return kinds;
  }

  VerifyAudit verifyAudit() {
    return new VerifyAudit(stores.auditLog(), auditKeys);
  }

  /// The answer to every code that lets nobody in: wrong, used, or not looked at (SECURITY OV-10).
  static Failure notAccepted(String what) {
    return Failure.expected("not-accepted", "The " + what + " is not accepted.");
  }

  /// The same, where the next one has to wait.
  ///
  /// @param seconds how long, at least 1
  static Failure notAccepted(String what, long seconds) {
    return Failure.expected(
        "not-accepted",
        "The " + what + " is not accepted; wait " + seconds + " s before the next.");
  }

  static Failure notEnrolled() {
    return Failure.expected(
        "not-enrolled", "That subscriber has no factor, or no recovery codes, there.");
  }
}
