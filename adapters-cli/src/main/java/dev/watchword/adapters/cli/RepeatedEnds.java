package dev.watchword.adapters.cli;

import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.restore.EndAgain.Ended;
import dev.watchword.core.restore.LaterEnds;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.StorageException;
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
          + " and their roles, what customers handed over.";

  private final Optional<LaterEnds> told;
  private Ended done = new Ended(0, 0, 0, 0, 0);
  private boolean others;

  private RepeatedEnds(Optional<LaterEnds> told) {
    this.told = told;
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
    var head = files.on(copy, services -> log(services).head()).flatMap(it -> it);
    try {
      return new RepeatedEnds(
          files.on(vaultFile, services -> LaterEnds.read(log(services), head)).flatMap(it -> it));
    } catch (StorageException damaged) {
      return unknown(); // which may be why there is a restore
    }
  }

  private static AuditLog log(CliServices services) {
    return services.verifierStores().auditLog();
  }

  /// @param vault that was restored, open
  void repeat(CliServices services, OpenVault vault) {
    others = isReliedOnByOthers(services);
    told.ifPresent(later -> done = repeat(services, vault, later));
  }

  private static Ended repeat(CliServices services, OpenVault vault, LaterEnds later) {
    try (VaultKey key = vault.verifierKey()) {
      Accounts accounts = services.people().accounts(services, vault, key);
      return OperatorVerifier.of(services, vault)
          .endAgain(accounts)
          .end(later, OperatorVerifier.origin());
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

  Ended done() {
    return done;
  }

  /// What was done, for people.
  List<String> sentences() {
    if (told.isEmpty()) {
      return others ? List.of(NOT_KNOWN) : List.of();
    }
    return Stream.of(
            sentence(
                done.factors(), "factors are revoked, as they were revoked or replaced since."),
            sentence(
                done.people(),
                "people are removed, shut out or have a lesser role, as they had since."),
            sentence(done.receipts(), "receipts are ended, as their customers ended them since."),
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
