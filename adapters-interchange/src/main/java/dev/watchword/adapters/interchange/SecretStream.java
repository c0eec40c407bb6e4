package dev.watchword.adapters.interchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// libsodium's secretstream (XChaCha20-Poly1305) of one message, without additional data.
///
/// Its MAC pads the message by its own length modulo 16, not up to 16: an oddity that is part of
/// the format.
final class SecretStream {

  static final int HEADER_LENGTH = 24;

  private static final int BLOCK = 64;
  private static final int MAC_LENGTH = 16;
  private static final int OVERHEAD = 1 + MAC_LENGTH;
  private static final byte TAG_FINAL = 3;

  private SecretStream() {}

  /// @param sealed the tag byte, the cipher text, the MAC
  /// @return empty when the MAC does not fit, or more messages should follow
  static Optional<byte[]> open(byte[] key, byte[] header, byte[] sealed) {
    int length = sealed.length - OVERHEAD;
    if (length < 0) {
      return Optional.empty();
    }
    ChaCha7539Engine stream = stream(key, header);
    byte[] macKey = Arrays.copyOf(keyStream(stream), 32);
    byte[] tagBlock = new byte[BLOCK];
    tagBlock[0] = sealed[0];
    stream.processBytes(tagBlock, 0, BLOCK, tagBlock, 0);
    byte tag = tagBlock[0];
    tagBlock[0] = sealed[0];
    byte[] mac = mac(macKey, tagBlock, sealed, 1, length);
    byte[] stored = Arrays.copyOfRange(sealed, 1 + length, sealed.length);
    if (!MessageDigest.isEqual(mac, stored) || (tag != 0 && tag != TAG_FINAL)) {
      return Optional.empty();
    }
    byte[] plain = new byte[length];
    stream.processBytes(sealed, 1, length, plain, 0);
    return Optional.of(plain);
  }

  /// Seals one final message.
  static byte[] seal(byte[] key, byte[] header, byte[] plain) {
    ChaCha7539Engine stream = stream(key, header);
    byte[] macKey = Arrays.copyOf(keyStream(stream), 32);
    byte[] tagBlock = new byte[BLOCK];
    tagBlock[0] = TAG_FINAL;
    stream.processBytes(tagBlock, 0, BLOCK, tagBlock, 0);
    byte[] sealed = new byte[plain.length + OVERHEAD];
    sealed[0] = tagBlock[0];
    stream.processBytes(plain, 0, plain.length, sealed, 1);
    byte[] mac = mac(macKey, tagBlock, sealed, 1, plain.length);
    System.arraycopy(mac, 0, sealed, 1 + plain.length, MAC_LENGTH);
    return sealed;
  }

  private static ChaCha7539Engine stream(byte[] key, byte[] header) {
    byte[] subkey = HChaCha20.derive(key, Arrays.copyOf(header, 16));
    byte[] nonce = new byte[12];
    nonce[0] = 1;
    System.arraycopy(header, 16, nonce, 4, 8);
    ChaCha7539Engine stream = new ChaCha7539Engine();
    stream.init(true, new ParametersWithIV(new KeyParameter(subkey), nonce));
    return stream;
  }

  private static byte[] keyStream(ChaCha7539Engine stream) {
    byte[] block = new byte[BLOCK];
    stream.processBytes(block, 0, BLOCK, block, 0);
    return block;
  }

  private static byte[] mac(byte[] key, byte[] tagBlock, byte[] sealed, int from, int length) {
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(key));
    mac.update(tagBlock, 0, BLOCK);
    mac.update(sealed, from, length);
    mac.update(new byte[16], 0, length % 16);
    byte[] lengths =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(0)
            .putLong(BLOCK + (long) length)
            .array();
    mac.update(lengths, 0, 16);
    byte[] tag = new byte[MAC_LENGTH];
    mac.doFinal(tag, 0);
    return tag;
  }
}
