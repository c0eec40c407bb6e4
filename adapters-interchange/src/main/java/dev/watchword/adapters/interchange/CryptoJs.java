package dev.watchword.adapters.interchange;

import java.util.Arrays;
import java.util.Optional;

/// CryptoJS's encryption under a passphrase, which is OpenSSL's old one: Base64 of `Salted__`,
/// eight bytes of salt and AES-256-CBC, key and vector by one round of MD5.
final class CryptoJs {

  private static final int HEADER_LENGTH = 16;

  private CryptoJs() {}

  /// Decrypts.
  ///
  /// @return empty when the text is no such thing, or the passphrase does not fit the padding
  static Optional<byte[]> open(String text, byte[] passphrase) {
    return Encoded.base64(text)
        .filter(CryptoJs::isSalted)
        .flatMap(bytes -> {
          byte[] salt = Arrays.copyOfRange(bytes, 8, HEADER_LENGTH);
          byte[] keyAndIv = stretch(passphrase, salt);
          return Aes.openCbc(
              Arrays.copyOf(keyAndIv, 32),
              Arrays.copyOfRange(keyAndIv, 32, 48),
              Arrays.copyOfRange(bytes, HEADER_LENGTH, bytes.length));
        });
  }

  private static boolean isSalted(byte[] bytes) {
    byte[] magic = {'S', 'a', 'l', 't', 'e', 'd', '_', '_'};
    return bytes.length > HEADER_LENGTH
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  private static byte[] stretch(byte[] passphrase, byte[] salt) {
    byte[] stretched = new byte[48];
    byte[] block = {};
    for (int at = 0; at < stretched.length; at += block.length) {
      block = Digests.digest("MD5", block, passphrase, salt);
      System.arraycopy(block, 0, stretched, at, block.length);
    }
    return stretched;
  }
}
