package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.engines.TwofishEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// The outer encryption of a KDBX file.
enum KdbxCipher {
  AES("31c1f2e6bf714350be5805216afc5aff", 16),
  CHACHA20("d6038a2b8b6f4cb5a524339a31dbb59a", 12),
  TWOFISH("ad68f29f576f4bb9a36ad47af965346c", 16);

  private final String uuid;
  private final int ivLength;

  KdbxCipher(String uuid, int ivLength) {
    this.uuid = uuid;
    this.ivLength = ivLength;
  }

  byte[] uuid() {
    return HexFormat.of().parseHex(uuid);
  }

  int ivLength() {
    return ivLength;
  }

  static KdbxCipher of(byte[] uuid, BackupFormat format) throws BackupFileException {
    for (KdbxCipher cipher : values()) {
      if (Arrays.equals(cipher.uuid(), uuid)) {
        return cipher;
      }
    }
    throw Refusal.unsupported(format, "its cipher is not one of AES, ChaCha20 and Twofish");
  }

  /// Decrypts.
  ///
  /// @return empty when the text is no whole blocks, or its padding does not fit
  Optional<byte[]> open(byte[] key, byte[] iv, byte[] sealed) {
    if (iv.length != ivLength) {
      return Optional.empty();
    }
    return switch (this) {
      case AES -> Aes.openCbc(key, iv, sealed);
      case CHACHA20 -> Optional.of(chaCha20(key, iv, sealed));
      case TWOFISH -> twofish(key, iv, sealed);
    };
  }

  static byte[] chaCha20(byte[] key, byte[] iv, byte[] text) {
    ChaCha7539Engine engine = new ChaCha7539Engine();
    engine.init(true, new ParametersWithIV(new KeyParameter(key), iv));
    byte[] out = new byte[text.length];
    engine.processBytes(text, 0, text.length, out, 0);
    return out;
  }

  private static Optional<byte[]> twofish(byte[] key, byte[] iv, byte[] sealed) {
    if (sealed.length == 0 || sealed.length % 16 != 0) {
      return Optional.empty();
    }
    PaddedBufferedBlockCipher cipher =
        new PaddedBufferedBlockCipher(
            CBCBlockCipher.newInstance(new TwofishEngine()), new PKCS7Padding());
    cipher.init(false, new ParametersWithIV(new KeyParameter(key), iv));
    byte[] out = new byte[sealed.length];
    try {
      int length = cipher.processBytes(sealed, 0, sealed.length, out, 0);
      length += cipher.doFinal(out, length);
      return Optional.of(Arrays.copyOf(out, length));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }
}
