package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.StreamCipher;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// The stream that covers a KDBX file's protected values, one after the other as they stand.
final class KdbxInnerStream {

  static final int CHACHA20 = 3;

  private static final int NONE = 0;
  private static final int SALSA20 = 2;
  private static final byte[] SALSA20_IV = HexFormat.of().parseHex("e830094b97205d2a");

  private final StreamCipher cipher;
  private final boolean plain;

  private KdbxInnerStream(StreamCipher cipher, boolean plain) {
    this.cipher = cipher;
    this.plain = plain;
  }

  static KdbxInnerStream of(long id, byte[] key, BackupFormat format) throws BackupFileException {
    if (id == SALSA20) {
      Salsa20Engine engine = new Salsa20Engine();
      engine.init(true, new ParametersWithIV(new KeyParameter(Digests.sha256(key)), SALSA20_IV));
      return new KdbxInnerStream(engine, false);
    }
    if (id == CHACHA20) {
      return chaCha20(key);
    }
    if (id == NONE) {
      return new KdbxInnerStream(new ChaCha7539Engine(), true);
    }
    throw Refusal.unsupported(format, "the cipher of its protected values is unknown");
  }

  static KdbxInnerStream chaCha20(byte[] key) {
    byte[] hash = Digests.sha512(key);
    ChaCha7539Engine engine = new ChaCha7539Engine();
    engine.init(
        true,
        new ParametersWithIV(
            new KeyParameter(Arrays.copyOf(hash, 32)), Arrays.copyOfRange(hash, 32, 44)));
    return new KdbxInnerStream(engine, false);
  }

  /// Covers or uncovers the next bytes of the stream.
  byte[] apply(byte[] text) {
    if (plain) {
      return text;
    }
    byte[] out = new byte[text.length];
    cipher.processBytes(text, 0, text.length, out, 0);
    return out;
  }
}
