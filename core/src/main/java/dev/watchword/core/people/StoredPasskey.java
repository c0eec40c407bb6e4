package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;

/// A passkey as it lies in a store, with the MAC that shows whether anybody else has changed it.
///
/// @param unverified to be used only once [PasskeyKeys#open] has looked at the MAC
public record StoredPasskey(Passkey unverified, RowMac mac) {}
