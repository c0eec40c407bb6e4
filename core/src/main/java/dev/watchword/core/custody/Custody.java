package dev.watchword.core.custody;

import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LoggedKind;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.transaction.Transactions;
import dev.watchword.core.vault.OpenVault;
import java.security.SecureRandom;

/// All acts of custody on one open vault. Thread-safe, as they are.
public record Custody(
    UploadLinks links,
    HandOver handOver,
    WorkList workList,
    ReadHeldCode readCode,
    Reservations reservations,
    Approvals approvals,
    Grants grants,
    Receipts receipts,
    Ending ending,
    Teams teams,
    Webhooks webhooks,
    LoggedKind logged) {

  /// What custody is kept in.
  public record Stores(CustodyStore custody, AuditLog auditLog, Transactions transactions) {}

  /// @param vault stays the caller's to close
  /// @param node the name of this process in the audit log, 1 to 64 characters
  public static Custody of(Stores stores, OpenVault vault, String node, SecureRandom random) {
    try (VaultKey key = vault.verifierKey()) {
      LinkPins pins = new LinkPins(key);
      Desk desk =
          new Desk(
              new CustodyRecords(stores.custody, key, vault.id().value(), random),
              new AuditTrail(new AuditKeys(key), node),
              vault.held(),
              stores.transactions,
              random);
      return new Custody(
          new UploadLinks(desk, pins),
          new HandOver(desk, pins),
          new WorkList(desk),
          new ReadHeldCode(desk),
          new Reservations(desk),
          new Approvals(desk),
          new Grants(desk),
          new Receipts(desk),
          new Ending(desk, stores.auditLog),
          new Teams(desk),
          new Webhooks(desk, new PeopleKeys(key)),
          slice -> new LoggedCustody(desk.records(), slice));
    }
  }
}
