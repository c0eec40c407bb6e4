package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.WriteContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Seals an XML into a KDBX 4 file: Argon2d, AES-256, ChaCha20 over the protected values, gzip.
final class KdbxSealing {

  private static final byte[] SIGNATURE_AND_VERSION = {
    0x03, (byte) 0xd9, (byte) 0xa2, (byte) 0x9a, 0x67, (byte) 0xfb, 0x4b, (byte) 0xb5, 0, 0, 4, 0
  };
  private static final int PASSES = 6;
  private static final int MEMORY_KIB = 64 * 1024;
  private static final int LANES = 2;
  private static final int BLOCK_LENGTH = 1 << 20;
  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  private KdbxSealing() {}

  /// @param xml makes the document, its protected values covered by the stream
  static byte[] seal(
      BackupPassword password, WriteContext context, Function<KdbxInnerStream, byte[]> xml) {
    byte[] seed = context.randomBytes(32);
    byte[] salt = context.randomBytes(32);
    byte[] iv = context.randomBytes(KdbxCipher.AES.ivLength());
    byte[] header = header(seed, salt, iv);
    byte[] hashed = password.expose(utf8 -> Digests.sha256(utf8));
    byte[] composite = Digests.sha256(hashed);
    byte[] transformed =
        Argon2id.derive(
            Argon2Parameters.ARGON2_d, 0x13, composite, salt, PASSES, MEMORY_KIB, LANES, 32);
    byte[] hmacKey = Digests.sha512(seed, transformed, new byte[] {1});
    byte[] inner = inner(context.randomBytes(64), xml);
    byte[] sealed = Aes.sealCbc(Digests.sha256(seed, transformed), iv, gzip(inner));
    Arrays.fill(inner, (byte) 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream(sealed.length + 1024);
    out.writeBytes(header);
    out.writeBytes(Digests.sha256(header));
    out.writeBytes(Digests.hmac("HmacSHA256", KdbxContainer.blockKey(hmacKey, -1), header));
    int index = 0;
    for (int from = 0; from < sealed.length; from += BLOCK_LENGTH) {
      int to = Math.min(sealed.length, from + BLOCK_LENGTH);
      writeBlock(out, hmacKey, index++, Arrays.copyOfRange(sealed, from, to));
    }
    writeBlock(out, hmacKey, index, new byte[0]);
    return out.toByteArray();
  }

  private static byte[] header(byte[] seed, byte[] salt, byte[] iv) {
    byte[] kdf =
        new VariantDictionary.Writer()
            .bytes("$UUID", KdbxContainer.ARGON2D)
            .u64("I", PASSES)
            .u64("M", MEMORY_KIB * 1024L)
            .u32("P", LANES)
            .bytes("S", salt)
            .u32("V", 0x13)
            .end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE_AND_VERSION);
    writeField(out, KdbxHeader.CIPHER, KdbxCipher.AES.uuid());
    writeField(out, KdbxHeader.COMPRESSION, KdbxContainer.littleEndian(1, 4));
    writeField(out, KdbxHeader.SEED, seed);
    writeField(out, KdbxHeader.IV, iv);
    writeField(out, KdbxHeader.KDF, kdf);
    writeField(out, 0, END);
    return out.toByteArray();
  }

  private static byte[] inner(byte[] streamKey, Function<KdbxInnerStream, byte[]> xml) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeField(out, 1, KdbxContainer.littleEndian(KdbxInnerStream.CHACHA20, 4));
    writeField(out, 2, streamKey);
    writeField(out, 0, new byte[0]);
    out.writeBytes(xml.apply(KdbxInnerStream.chaCha20(streamKey)));
    return out.toByteArray();
  }

  private static void writeField(ByteArrayOutputStream out, int id, byte[] value) {
    out.write(id);
    out.writeBytes(KdbxContainer.littleEndian(value.length, 4));
    out.writeBytes(value);
  }

  private static void writeBlock(
      ByteArrayOutputStream out, byte[] hmacKey, long index, byte[] data) {
    byte[] length = KdbxContainer.littleEndian(data.length, 4);
    out.writeBytes(
        Digests.hmac(
            "HmacSHA256",
            KdbxContainer.blockKey(hmacKey, index),
            KdbxContainer.littleEndian(index),
            length,
            data));
    out.writeBytes(length);
    out.writeBytes(data);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
