package dev.watchword.adapters.http;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.seal.PassphrasePolicy;
import dev.watchword.core.vault.VaultDoor;

/// What a server with people of its own needs besides.
///
/// @param door opens, makes and locks the vault
/// @param accounts what can be done with people while the vault is open
/// @param persons asked alone whether there is anybody, which takes no key
/// @param passphrases which will do for a vault that is made
/// @param renderer draws what is shown while somebody sets up a second factor
public record PeoplePorts(
    VaultDoor door,
    CurrentAccounts accounts,
    PersonRepository persons,
    PassphrasePolicy passphrases,
    QrRenderer renderer) {}
