package dev.watchword.adapters.http;

import dev.watchword.core.session.Accounts;
import java.util.Optional;

/// The people of this server as this process can know them now: not at all while the vault is
/// locked, by whose key they are authenticated.
///
/// An implementation is thread-safe and answers at once.
@FunctionalInterface
public interface CurrentAccounts {

  Optional<Accounts> accounts();
}
