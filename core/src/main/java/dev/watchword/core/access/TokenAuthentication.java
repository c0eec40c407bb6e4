package dev.watchword.core.access;

/// What became of a token that somebody presented. A client is told no more than "not accepted".
public sealed interface TokenAuthentication {

  /// It counts.
  ///
  /// @param token with the scopes alone that its owner may use at present
  record Accepted(ApiToken token) implements TokenAuthentication {}

  /// No token, or a mistyped one: no store was asked.
  record Malformed() implements TokenAuthentication {}

  /// Well formed, and not one of ours.
  record Unknown() implements TokenAuthentication {}

  /// Its time is over.
  record Expired(ApiToken token) implements TokenAuthentication {}

  /// Its owner has, at present, none of the rights that it was made for, or is gone or shut out.
  record OwnerLacksRights(ApiToken token) implements TokenAuthentication {}

  /// It stands in the store, and whether somebody wrote it there can't be told: the key for that is
  /// not known while the vault is locked. Good for what needs no key, and for nothing else.
  record Locked(ApiToken token) implements TokenAuthentication {}

  /// It was taken back.
  record Revoked(ApiToken token) implements TokenAuthentication {}
}
