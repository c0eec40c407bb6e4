package dev.watchword.adapters.http;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.vault.VaultDoor;
import java.util.Optional;

/// What a server with people of its own needs besides.
///
/// @param door opens, makes and locks the vault
/// @param accounts what can be done with people while the vault is open
/// @param persons asked alone whether there is anybody, which takes no key
/// @param passphrases which will do for a vault that is made
/// @param renderer draws what is shown while somebody sets up a second factor
/// @param custody what customers hand over; without it nobody can
public record PeoplePorts(
    VaultDoor door,
    CurrentAccounts accounts,
    PersonRepository persons,
    PassphrasePolicy passphrases,
    QrRenderer renderer,
    Optional<CurrentCustody> custody) {

  /// Ports without custody.
  public PeoplePorts(
      VaultDoor door,
      CurrentAccounts accounts,
      PersonRepository persons,
      PassphrasePolicy passphrases,
      QrRenderer renderer) {
    this(door, accounts, persons, passphrases, renderer, Optional.empty());
  }

  /// The same with custody.
  public PeoplePorts withCustody(CurrentCustody current) {
    return new PeoplePorts(door, accounts, persons, passphrases, renderer, Optional.of(current));
  }
}
