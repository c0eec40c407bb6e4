package dev.watchword.core.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Seals and opens record fields with AES-256-GCM (SP 800-38D): a random 96-bit nonce, a 128-bit
/// tag, the field's [SealAddress] as associated data.
///
/// An envelope is: format 1 (one byte), algorithm 1 (one byte), the key's version (4 bytes,
/// big-endian), the nonce (12 bytes), then cipher text and tag. Within, the plain text is padded to
/// a multiple of 16 bytes, at least 32, by one byte 0x80 and zeros, so that a length tells little
/// (SECURITY CR-04).
///
/// Thread-safe.
public final class Sealer {

  private static final int FORMAT = 1;
  private static final int AES_256_GCM = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEADER_BYTES = 6;
  private static final int MIN_PADDED_BYTES = 32;
  private static final int MOST_OPENERS = 16;

  private final SecretKey key;
  private final int keyVersion;
  private final SecureRandom random;
  private final ConcurrentLinkedQueue<Opener> openers = new ConcurrentLinkedQueue<>();

  /// @param purpose what is sealed, so that envelopes of one purpose never open as another's
  public Sealer(VaultKey key, String purpose, SecureRandom random) {
    this.key = key.derive(purpose, "AES");
    this.keyVersion = key.version();
    this.random = random;
  }

  public int keyVersion() {
    return keyVersion;
  }

  /// @param plaintext not changed; the caller wipes it
  public SealedBytes seal(SealAddress address, byte[] plaintext) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] padded = padded(plaintext);
    byte[] sealed = new byte[HEADER_BYTES + NONCE_BYTES + padded.length + TAG_BYTES];
    ByteBuffer.wrap(sealed)
        .put((byte) FORMAT)
        .put((byte) AES_256_GCM)
        .putInt(keyVersion)
        .put(nonce);
    try {
      Cipher cipher = newCipher();
      prepare(cipher, Cipher.ENCRYPT_MODE, nonce, 0, address);
      cipher.doFinal(padded, 0, padded.length, sealed, HEADER_BYTES + NONCE_BYTES);
      return SealedBytes.owning(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    } finally {
      Arrays.fill(padded, (byte) 0);
    }
  }

  /// The plain text, the caller's to wipe.
  ///
  /// @throws TamperingException when the envelope was not sealed for this address by this key
  /// @throws UnsupportedFormatException when its format or algorithm is not known
  public byte[] open(SealAddress address, SealedBytes envelope) {
    Opener idle = openers.poll();
    Opener opener = idle == null ? new Opener() : idle;
    byte[] plaintext = opener.open(address, envelope);
    if (openers.size() < MOST_OPENERS) {
      openers.add(opener); // one that failed is not used again
    }
    return plaintext;
  }

  /// Opens many envelopes, one after another, with one cipher: to look a cipher up costs more than
  /// to open a record.
  public Opener opener() {
    return new Opener();
  }

  /// Opens envelopes of its sealer. Not thread-safe; each thread takes one of its own.
  public final class Opener {

    private final Cipher cipher = newCipher();

    private Opener() {}

    /// The plain text, the caller's to wipe.
    ///
    /// @throws TamperingException when the envelope was not sealed for this address by this key
    /// @throws UnsupportedFormatException when its format or algorithm is not known
    public byte[] open(SealAddress address, SealedBytes envelope) {
      byte[] sealed = envelope.lent();
      checkHeader(address, sealed);
      byte[] padded = new byte[0];
      try {
        prepare(cipher, Cipher.DECRYPT_MODE, sealed, HEADER_BYTES, address);
        int start = HEADER_BYTES + NONCE_BYTES;
        padded = cipher.doFinal(sealed, start, sealed.length - start);
        return unpadded(padded, address);
      } catch (AEADBadTagException e) {
        throw TamperingException.at(address);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("opening failed", e);
      } finally {
        Arrays.fill(padded, (byte) 0);
      }
    }
  }

  private void checkHeader(SealAddress address, byte[] sealed) {
    if (sealed.length < HEADER_BYTES + NONCE_BYTES + MIN_PADDED_BYTES + TAG_BYTES) {
      throw TamperingException.at(address);
    }
    if (sealed[0] != FORMAT) {
      throw new UnsupportedFormatException("sealed record", sealed[0] & 0xff, FORMAT);
    }
    if (sealed[1] != AES_256_GCM) {
      throw new UnsupportedFormatException(
          "sealed record's algorithm", sealed[1] & 0xff, AES_256_GCM);
    }
    if (ByteBuffer.wrap(sealed).getInt(2) != keyVersion) {
      throw TamperingException.at(address);
    }
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES/GCM", e);
    }
  }

  private void prepare(Cipher cipher, int mode, byte[] nonce, int offset, SealAddress address)
      throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce, offset, NONCE_BYTES));
    cipher.updateAAD(address.associatedData(keyVersion));
  }

  private static byte[] padded(byte[] plaintext) {
    int length = Math.max(MIN_PADDED_BYTES, (plaintext.length + 16) / 16 * 16);
    byte[] padded = Arrays.copyOf(plaintext, length);
    padded[plaintext.length] = (byte) 0x80;
    return padded;
  }

  private static byte[] unpadded(byte[] padded, SealAddress address) {
    int end = padded.length - 1;
    while (end >= 0 && padded[end] == 0) {
      end--;
    }
    if (end < 0 || padded[end] != (byte) 0x80) {
      throw TamperingException.at(address);
    }
    return Arrays.copyOf(padded, end);
  }
}
