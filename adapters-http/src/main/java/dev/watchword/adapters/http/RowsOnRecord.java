package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.access.LoggedTokens;
import dev.watchword.core.access.TokenKeys;
import dev.watchword.core.audit.LoggedKind;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.session.Accounts;
import java.util.List;
import java.util.stream.Stream;

/// All rows of which the audit log tells, as far as this process can open them now. Thread-safe.
public record RowsOnRecord(
    CurrentVerifier verifier,
    CurrentAccounts accounts,
    CurrentCustody custody,
    ApiTokenRepository tokens) {

  static RowsOnRecord of(ServerPorts ports) {
    return new RowsOnRecord(
        ports.verifier(),
        () -> ports.people().flatMap(people -> people.accounts().accounts()),
        () -> ports.people().flatMap(PeoplePorts::custody).flatMap(CurrentCustody::custody),
        ports.tokens());
  }

  /// @return none while the vault is locked
  public List<LoggedKind> kinds() {
    return Stream.of(
            verifier.verifier().stream().flatMap(it -> it.logged().stream()),
            accounts.accounts().map(Accounts::logged).stream(),
            custody.custody().map(Custody::logged).stream(),
            verifier.verifier().map(it -> tokens(it.tokenKeys())).stream())
        .flatMap(each -> each)
        .toList();
  }

  private LoggedKind tokens(TokenKeys keys) {
    return slice -> new LoggedTokens(tokens, keys, slice);
  }
}
