package dev.watchword.core.seal;

/// Keys that can be used where they are kept, and not be read: those of a PKCS#11 token, in
/// hardware or like it (the root key port).
///
/// Implementations are thread-safe. They keep no PIN and no session open after a call.
public interface RootKeys {

  /// What a token's key is asked for: the message whose HMAC opens a vault's slot.
  String MESSAGE = "watchword root key 1";

  /// The bytes that stand for a key: HMAC-SHA-256 (RFC 2104) of [#MESSAGE] under it.
  ///
  /// @param pin lent; wrong ones are counted by the token, which locks after a few
  /// @return 32 bytes, the caller's to wipe
  /// @throws RootKeyException when there is no such token or key, or the PIN is refused
  byte[] secret(RootKeyUri uri, char[] pin);

  /// Makes a key of 256 random bits in the token, which hands it out to nobody.
  ///
  /// @param pin lent
  /// @throws RootKeyException when there is one of this name already, or the token can't
  void create(RootKeyUri uri, char[] pin);
}
