package dev.watchword.adapters.interchange;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha §2): the JDK's cipher under a derived key.
final class XChaCha20Poly1305 {

  static final int NONCE_LENGTH = 24;

  private XChaCha20Poly1305() {}

  /// @param sealed the cipher text, then the tag of 16 bytes
  static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] sealed) {
    byte[] shortNonce = new byte[12];
    System.arraycopy(nonce, 16, shortNonce, 4, 8);
    byte[] subkey = HChaCha20.derive(key, Arrays.copyOf(nonce, 16));
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(subkey, "ChaCha20"),
          new IvParameterSpec(shortNonce));
      return sealed.length < 16 ? Optional.empty() : Optional.of(cipher.doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ChaCha20-Poly1305", e);
    }
  }
}
