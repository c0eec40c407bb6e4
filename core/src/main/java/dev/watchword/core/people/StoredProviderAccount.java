package dev.watchword.core.people;

import dev.watchword.core.seal.RowMac;

/// A provider's account as it lies in a store, with the MAC that shows whether anybody else has
/// changed it.
///
/// @param unverified to be used only once [ProviderKeys#open] has looked at the MAC
public record StoredProviderAccount(ProviderAccount unverified, RowMac mac) {}
