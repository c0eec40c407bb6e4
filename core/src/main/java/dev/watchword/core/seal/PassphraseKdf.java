package dev.watchword.core.seal;

/// Turns a passphrase into a key, slowly (the KDF port): Argon2id version 1.3 (RFC 9106).
///
/// Implementations are thread-safe, keep nothing, and all give the same bytes.
@FunctionalInterface
public interface PassphraseKdf {

  /// @param passphrase UTF-8 after NFC, 1 to 1,024 bytes; lent, not changed
  /// @param salt 16 bytes
  /// @return 32 bytes, the caller's to wipe
  byte[] derive(byte[] passphrase, byte[] salt, Argon2idParameters cost);
}
