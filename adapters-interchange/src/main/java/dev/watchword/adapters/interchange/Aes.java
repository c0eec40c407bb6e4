package dev.watchword.adapters.interchange;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES in the modes that backups use. A text that does not open is an empty answer: a wrong key or
/// damage, which a mode alone can't tell apart.
final class Aes {

  private Aes() {}

  /// AES-GCM with a tag of 16 bytes.
  ///
  /// @param sealed the cipher text, then the tag
  static Optional<byte[]> openGcm(byte[] key, byte[] nonce, byte[] aad, byte[] sealed) {
    return nonce.length == 0 || sealed.length < 16
        ? Optional.empty()
        : run(
            Cipher.DECRYPT_MODE,
            "AES/GCM/NoPadding",
            key,
            new GCMParameterSpec(128, nonce),
            aad,
            sealed);
  }

  static byte[] sealGcm(byte[] key, byte[] nonce, byte[] aad, byte[] plain) {
    return run(
            Cipher.ENCRYPT_MODE,
            "AES/GCM/NoPadding",
            key,
            new GCMParameterSpec(128, nonce),
            aad,
            plain)
        .orElseThrow();
  }

  /// AES-CBC with PKCS #7 padding.
  static Optional<byte[]> openCbc(byte[] key, byte[] iv, byte[] sealed) {
    return iv.length != 16 || sealed.length == 0 || sealed.length % 16 != 0
        ? Optional.empty()
        : run(
            Cipher.DECRYPT_MODE,
            "AES/CBC/PKCS5Padding",
            key,
            new IvParameterSpec(iv),
            new byte[0],
            sealed);
  }

  static byte[] sealCbc(byte[] key, byte[] iv, byte[] plain) {
    return run(
            Cipher.ENCRYPT_MODE,
            "AES/CBC/PKCS5Padding",
            key,
            new IvParameterSpec(iv),
            new byte[0],
            plain)
        .orElseThrow();
  }

  /// AES-CBC of whole blocks, without padding.
  static Optional<byte[]> openCbcBlocks(byte[] key, byte[] iv, byte[] sealed) {
    return sealed.length % 16 != 0
        ? Optional.empty()
        : run(
            Cipher.DECRYPT_MODE,
            "AES/CBC/NoPadding",
            key,
            new IvParameterSpec(iv),
            new byte[0],
            sealed);
  }

  private static Optional<byte[]> run(
      int mode,
      String transformation,
      byte[] key,
      AlgorithmParameterSpec parameters,
      byte[] aad,
      byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance(transformation);
      cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
      if (aad.length > 0) {
        cipher.updateAAD(aad);
      }
      return Optional.of(cipher.doFinal(text));
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + transformation, e);
    }
  }
}
