package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditCheckpoint;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLink;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditReport.Broken;
import dev.watchword.core.audit.VerifyAudit;
import dev.watchword.core.restore.EndAgain.Ended;
import dev.watchword.core.restore.LaterEnds;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.VaultId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What was revoked or ended after a backup, as the vault tells that it replaces, and is repeated
/// in what was restored (SECURITY BK-05). One thread.
final class RepeatedEnds {

  private static final String NOT_KNOWN =
      "What was revoked or ended since the backup is not known here, and is back: factors, people"
          + " and their roles, teams, what customers handed over.";

  private final Optional<Replaced> told;
  private Ended done = Ended.NOTHING;
  private Optional<String> changed = Optional.empty();
  private boolean others;

  private RepeatedEnds(Optional<Replaced> told) {
    this.told = told;
  }

  /// The vault that is to be replaced, and what its log tells.
  private record Replaced(StoreFiles files, Path vaultFile, LaterEnds later) {

    /// In a sentence, where the log is not as it was written or does not go as far as its
    /// checkpoints say: then it may not tell all.
    Optional<String> changed(AuditKeys keys) {
      try {
        AnchorFiles anchor = AnchorFiles.beside(vaultFile);
        List<AuditCheckpoint> anchors =
            Files.exists(anchor.kept()) ? AuditCommand.checkpoints(anchor) : List.of();
        return files
            .on(vaultFile, services -> new VerifyAudit(log(services), keys).verify(anchors))
            .filter(Broken.class::isInstance)
            .map(Broken.class::cast)
            .map(Replaced::sentence);
      } catch (StorageException | Failure unreadable) {
        return Optional.of(String.valueOf(unreadable.getMessage()));
      }
    }

    private static String sentence(Broken where) {
      return "The audit log of the vault that was replaced is not whole, at entry %d: %s"
          .formatted(where.seq(), where.problem());
    }
  }

  static RepeatedEnds unknown() {
    return new RepeatedEnds(Optional.empty());
  }

  /// @param copy of the backup's store
  /// @param vaultFile that is to be replaced; it need not be there, or whole
  static RepeatedEnds toldBy(StoreFiles files, Path copy, Path vaultFile) {
    if (!Files.exists(vaultFile)) {
      return unknown();
    }
    Logged backup = files.on(copy, Logged::of).orElseThrow();
    try {
      return new RepeatedEnds(
          files
              .on(vaultFile, backup::endsAfter)
              .flatMap(it -> it)
              .map(later -> new Replaced(files, vaultFile, later)));
    } catch (StorageException damaged) {
      return unknown(); // which may be why there is a restore
    }
  }

  /// Which vaults are in a store, and where its audit log ends.
  private record Logged(List<VaultId> vaults, Optional<AuditLink> head) {

    static Logged of(CliServices services) {
      return new Logged(services.repository().vaults(), log(services).head());
    }

    /// What another store tells of later; nothing where it is of another vault.
    Optional<LaterEnds> endsAfter(CliServices services) {
      return services.repository().vaults().equals(vaults)
          ? LaterEnds.read(log(services), head)
          : Optional.empty();
    }
  }

  private static AuditLog log(CliServices services) {
    return services.verifierStores().auditLog();
  }

  /// @param vault that was restored, open
  void repeat(CliServices services, OpenVault vault) {
    others = isReliedOnByOthers(services);
    told.ifPresent(replaced -> repeat(services, vault, replaced));
  }

  private void repeat(CliServices services, OpenVault vault, Replaced replaced) {
    try (VaultKey key = vault.verifierKey()) {
      changed = replaced.changed(new AuditKeys(key));
      Accounts accounts = services.people().accounts(services, vault, key);
      done =
          OperatorVerifier.of(services, vault)
              .endAgain(accounts)
              .end(replaced.later(), OperatorVerifier.origin());
    }
  }

  /// Whether there is anything in a store but its owner's vault.
  private static boolean isReliedOnByOthers(CliServices services) {
    return !services.people().stores().persons().all().isEmpty()
        || !services.verifierStores().enrolments().page(Optional.empty(), 1).isEmpty();
  }

  boolean known() {
    return told.isPresent();
  }

  /// Whether all that ended is known, as far as can be told.
  boolean whole() {
    return known() && changed.isEmpty();
  }

  Ended done() {
    return done;
  }

  /// What was done, for people.
  List<String> sentences() {
    if (told.isEmpty()) {
      return others ? List.of(NOT_KNOWN) : List.of();
    }
    return Stream.of(
            changed.map(why -> why + " What ended since the backup may not all be known here."),
            sentence(
                done.factors(), "factors are revoked, as they were revoked or replaced since."),
            sentence(
                done.people(),
                "people are removed, shut out or have a lesser role, as they had since."),
            sentence(done.receipts(), "receipts are ended, as their customers ended them since."),
            sentence(done.held(), "factors of customers are ended, as staff ended them since."),
            sentence(done.teams(), "teams are removed or have lost somebody, as they had since."),
            sentence(done.webhooks(), "webhooks are removed, as they were since."),
            sentence(
                done.left(),
                "ends since the backup could not be repeated; look at the audit log of the vault"
                    + " that was replaced."))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> sentence(int count, String what) {
    return StoreFiles.Forgotten.sentence(count, what);
  }
}
