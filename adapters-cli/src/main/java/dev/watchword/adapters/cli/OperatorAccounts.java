package dev.watchword.adapters.cli;

import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.ToldNotices;
import dev.watchword.core.custody.Webhooks;
import dev.watchword.core.people.PasswordHashing;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.WebAuthn;
import dev.watchword.core.seal.PassphraseKdf;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.verification.VerificationPolicy;
import java.util.Optional;

/// The server's people in an operator's hands: the same stores and rules as the server's, under the
/// vault's key. One thread.
///
/// @param stores where people are kept
/// @param kdf for passwords
record OperatorAccounts(Accounts.Stores stores, PassphraseKdf kdf) {

  /// Opens the vault for its key, and closes it again.
  static Accounts of(Session session) {
    CliServices services = session.services();
    try (OpenVault vault = LocalHost.openVault(session);
        VaultKey key = vault.verifierKey()) {
      return services.people().accounts(services, vault, key);
    }
  }

  Accounts accounts(CliServices services, OpenVault vault, VaultKey key) {
    Webhooks webhooks = Custody.of(services.custody(), vault, "cli", services.random()).webhooks();
    return Accounts.of(
        stores.with(new ToldNotices(stores.notices(), stores.persons(), () -> webhooks)),
        key,
        new Accounts.Setting(
            vault.id().value(),
            "cli",
            "Watchword",
            new PasswordHashing(kdf, services.random()),
            services.passphrasePolicy(),
            VerificationPolicy.STANDARD,
            WebAuthn.none(),
            Optional.empty(),
            services.random(),
            services.clock()));
  }

  static PersonName name(String typed) {
    try {
      return new PersonName(typed);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("A name has 1 to 64 characters, none of them invisible.");
    }
  }

  /// @throws Failure when nobody has that name
  static Person named(Accounts accounts, String typed) {
    return accounts
        .list()
        .named(name(typed))
        .orElseThrow(() -> Failure.expected("no-such-user", "Nobody has that name."));
  }
}
