package dev.watchword.adapters.storage;

/// How many of each a restored store no longer has.
///
/// @param sessions signed-in people have to sign in again
/// @param tokens API tokens have to be made again
/// @param passkeys people have to add them again
/// @param providerAccounts people have to link their account at a provider again
/// @param recoverySets sets of recovery codes of the verifier's subscribers, to be regenerated
/// @param links upload links of custody
/// @param grants grants of custody, with what was asked by them
/// @param held what customers handed over, which stays
public record Forgotten(
    int sessions,
    int tokens,
    int passkeys,
    int providerAccounts,
    int recoverySets,
    int links,
    int grants,
    int held) {}
