package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.ReadContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Opens a KDBX file, version 3 or 4, into its XML, with the protected values uncovered.
final class KdbxContainer {

  static final byte[] ARGON2D = HexFormat.of().parseHex("ef636ddf8c29444b91f7a9a403e30a0c");
  static final byte[] ARGON2ID = HexFormat.of().parseHex("9e298b1956db4773b23dfc3ec6f0a1e6");

  private static final byte[] AES_KDF = HexFormat.of().parseHex("c9d9f39a628a4460bf740d08c18a4fea");
  private static final byte[] AES_KDF_KDBX4 =
      HexFormat.of().parseHex("7c02bb8279a74ac0927d114a00648238");

  private static final int GZIP = 1;
  private static final int HASH_LENGTH = 32;
  private static final byte[] ONE = {1};

  private final BackupFormat format;
  private final byte[] file;
  private final KdbxHeader header;
  private final ImportLimits limits;

  private KdbxContainer(BackupFormat format, byte[] file, KdbxHeader header, ImportLimits limits) {
    this.format = format;
    this.file = file;
    this.header = header;
    this.limits = limits;
  }

  /// @throws BackupFileException when the password is wrong, or the file damaged or over a limit
  static XmlElement open(BackupFormat format, BackupFile backup, ReadContext context, Items items)
      throws BackupFileException {
    byte[] file = backup.bytes();
    KdbxHeader header = KdbxHeader.parse(file, format);
    KdbxContainer container = new KdbxContainer(format, file, header, context.limits());
    if (header.major() == 4) {
      container.checkHeader();
    }
    byte[] composite = KdbxKey.composite(backup, format, context);
    KeyDerivation derivation = new KeyDerivation(format, context, items);
    return header.major() == 4
        ? container.open4(composite, derivation)
        : container.open3(composite, derivation);
  }

  private void checkHeader() throws BackupFileException {
    int end = header.length();
    if (file.length < end + 2 * HASH_LENGTH) {
      throw Refusal.damaged(format, "it ends too early");
    }
    byte[] stored = Arrays.copyOfRange(file, end, end + HASH_LENGTH);
    if (!MessageDigest.isEqual(Digests.sha256(header.bytes(file)), stored)) {
      throw Refusal.damaged(format, "the hash of its header does not fit");
    }
  }

  private XmlElement open4(byte[] composite, KeyDerivation derivation) throws BackupFileException {
    byte[] seed = header.field(KdbxHeader.SEED);
    KdbxCipher cipher = KdbxCipher.of(header.field(KdbxHeader.CIPHER), format);
    byte[] transformed = transformed4(composite, derivation);
    byte[] hmacKey = Digests.sha512(seed, transformed, ONE);
    int end = header.length() + HASH_LENGTH;
    byte[] headerMac = Digests.hmac("HmacSHA256", blockKey(hmacKey, -1), header.bytes(file));
    if (!MessageDigest.isEqual(headerMac, Arrays.copyOfRange(file, end, end + HASH_LENGTH))) {
      throw Refusal.wrongPassword(format);
    }
    byte[] sealed = blocks4(hmacKey, end + HASH_LENGTH);
    byte[] plain =
        cipher
            .open(Digests.sha256(seed, transformed), header.field(KdbxHeader.IV), sealed)
            .orElseThrow(() -> Refusal.damaged(format, "its cipher text is broken"));
    Bytes in = new Bytes(format, unpacked(plain), ByteOrder.LITTLE_ENDIAN);
    long streamId = 0;
    byte[] streamKey = {};
    while (true) {
      int id = in.u8();
      byte[] value = in.take(in.length());
      switch (id) {
        case 0 -> {
          return xml(in.rest(), KdbxInnerStream.of(streamId, streamKey, format));
        }
        case 1 -> streamId = new Bytes(format, value, ByteOrder.LITTLE_ENDIAN).i32();
        case 2 -> streamKey = value;
        default -> {} // binaries, and what may come
      }
    }
  }

  private byte[] transformed4(byte[] composite, KeyDerivation derivation)
      throws BackupFileException {
    VariantDictionary kdf = VariantDictionary.parse(header.field(KdbxHeader.KDF), format);
    byte[] uuid = kdf.bytes("$UUID");
    if (Arrays.equals(uuid, AES_KDF) || Arrays.equals(uuid, AES_KDF_KDBX4)) {
      return derivation.aesKdf(composite, kdf.bytes("S"), kdf.number("R"));
    }
    boolean d = Arrays.equals(uuid, ARGON2D);
    if (!d && !Arrays.equals(uuid, ARGON2ID)) {
      throw Refusal.unsupported(format, "its key derivation is unknown");
    }
    return derivation.argon2(
        d ? Argon2Parameters.ARGON2_d : Argon2Parameters.ARGON2_id,
        (int) kdf.number("V"),
        composite,
        kdf.bytes("S"),
        kdf.number("I"),
        kdf.number("M") / 1024,
        kdf.number("P"),
        32);
  }

  private byte[] blocks4(byte[] hmacKey, int from) throws BackupFileException {
    Bytes in = new Bytes(format, file, ByteOrder.LITTLE_ENDIAN);
    in.take(from);
    ByteArrayOutputStream all = new ByteArrayOutputStream(file.length);
    for (long index = 0; ; index++) {
      byte[] mac = in.take(HASH_LENGTH);
      byte[] data = in.take(in.length());
      byte[] expected =
          Digests.hmac(
              "HmacSHA256",
              blockKey(hmacKey, index),
              littleEndian(index),
              littleEndian((long) data.length, 4),
              data);
      if (!MessageDigest.isEqual(expected, mac)) {
        throw Refusal.damaged(format, "the seal of block " + index + " is broken");
      }
      if (data.length == 0) {
        return all.toByteArray();
      }
      all.writeBytes(data);
    }
  }

  static byte[] blockKey(byte[] hmacKey, long index) {
    return Digests.sha512(littleEndian(index), hmacKey);
  }

  static byte[] littleEndian(long value) {
    return littleEndian(value, 8);
  }

  static byte[] littleEndian(long value, int length) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return Arrays.copyOf(bytes, length);
  }

  private XmlElement open3(byte[] composite, KeyDerivation derivation) throws BackupFileException {
    byte[] seed = header.field(KdbxHeader.SEED);
    KdbxCipher cipher = KdbxCipher.of(header.field(KdbxHeader.CIPHER), format);
    byte[] startBytes = header.field(KdbxHeader.START_BYTES);
    byte[] transformed =
        derivation.aesKdf(
            composite,
            header.field(KdbxHeader.TRANSFORM_SEED),
            header.number(KdbxHeader.TRANSFORM_ROUNDS));
    byte[] sealed = Arrays.copyOfRange(file, header.length(), file.length);
    byte[] plain =
        cipher
            .open(Digests.sha256(seed, transformed), header.field(KdbxHeader.IV), sealed)
            .filter(text ->
                text.length > startBytes.length
                    && startBytes.length == HASH_LENGTH
                    && MessageDigest.isEqual(startBytes, Arrays.copyOf(text, startBytes.length)))
            .orElseThrow(() -> Refusal.wrongPassword(format));
    byte[] content = blocks3(plain, startBytes.length);
    return xml(
        unpacked(content),
        KdbxInnerStream.of(
            header.number(KdbxHeader.STREAM_ID), header.field(KdbxHeader.STREAM_KEY), format));
  }

  private byte[] blocks3(byte[] plain, int from) throws BackupFileException {
    Bytes in = new Bytes(format, plain, ByteOrder.LITTLE_ENDIAN);
    in.take(from);
    ByteArrayOutputStream all = new ByteArrayOutputStream(plain.length);
    while (true) {
      in.i32(); // the block's number
      byte[] hash = in.take(HASH_LENGTH);
      byte[] data = in.take(in.length());
      if (data.length == 0) {
        return all.toByteArray();
      }
      if (!MessageDigest.isEqual(Digests.sha256(data), hash)) {
        throw Refusal.damaged(format, "the hash of a block does not fit");
      }
      all.writeBytes(data);
    }
  }

  private byte[] unpacked(byte[] content) throws BackupFileException {
    return header.number(KdbxHeader.COMPRESSION) == GZIP
        ? Inflation.gzip(content, format, limits)
        : content;
  }

  private XmlElement xml(byte[] text, KdbxInnerStream stream) throws BackupFileException {
    return XmlView.of(
            text,
            element -> {
              if (element.name().equals("Value")
                  && element.attribute("Protected").equalsIgnoreCase("true")) {
                element.replaceText(
                    Encoded.base64(element.text())
                        .map(stream::apply)
                        .map(plain -> new String(plain, StandardCharsets.UTF_8))
                        .orElse(""));
              }
            })
        .require(format);
  }
}
