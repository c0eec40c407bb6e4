package dev.watchword.adapters.cli;

import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.RecoveryKey;
import dev.watchword.core.vault.Unlocker;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a vault is to be opened with, as it was typed or read from a file. Redacted; wiped by
/// [#close].
final class UnlockSecret implements AutoCloseable {

  /// What it is.
  enum Kind {
    PASSPHRASE,
    RECOVERY_KEY,
    KEY_FILE,
    /// What a key in a token gave.
    ROOT_KEY
  }

  private static final int MAX_BYTES = 4 * Passphrase.MAX_BYTES;

  private final Kind kind;
  private final byte[] bytes;

  /// @param bytes UTF-8 for what is typed; taken over
  private UnlockSecret(Kind kind, byte[] bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  /// @param typed wiped
  static UnlockSecret typed(Kind kind, char[] typed) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    Arrays.fill(typed, '\0');
    return new UnlockSecret(kind, bytes);
  }

  /// @param bytes taken over
  static UnlockSecret of(Kind kind, byte[] bytes) {
    return new UnlockSecret(kind, bytes);
  }

  Kind kind() {
    return kind;
  }

  int lengthBytes() {
    return bytes.length;
  }

  /// What opens the vault with it; the caller closes it.
  ///
  /// @throws Failure when it can't be right: empty, too long, not of the form of a recovery key
  Unlocker toUnlocker() {
    try {
      return switch (kind) {
        case PASSPHRASE -> new Unlocker.ByPassphrase(toPassphrase());
        case RECOVERY_KEY -> {
          CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
          try (RecoveryKey key = RecoveryKey.parse(text)) {
            yield key.toUnlocker();
          } finally {
            Arrays.fill(text.array(), '\0');
          }
        }
        case KEY_FILE -> new Unlocker.ByKey(KeySlot.Kind.KEY_FILE, bytes);
        case ROOT_KEY -> new Unlocker.ByKey(KeySlot.Kind.ROOT_KEY, bytes);
      };
    } catch (IllegalArgumentException e) {
      throw Failure.expected(
          "bad-key",
          switch (kind) {
            case PASSPHRASE -> "A passphrase has 1 to 1,024 bytes.";
            case RECOVERY_KEY ->
                "A recovery key is 32 letters and digits, in eight groups of four.";
            case KEY_FILE -> "A key file has 16 to 1,024 bytes.";
            case ROOT_KEY -> "The token gave no key.";
          });
    }
  }

  /// @throws IllegalArgumentException when it is empty or too long
  Passphrase toPassphrase() {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] characters = new char[text.remaining()];
    text.get(characters);
    try {
      return Passphrase.of(characters);
    } finally {
      Arrays.fill(characters, '\0');
      Arrays.fill(text.array(), '\0');
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static UnlockSecret readFrom(DataInput in) throws IOException {
    int kind = in.readByte();
    int length = in.readInt();
    if (kind < 0 || kind >= Kind.values().length || length < 0 || length > MAX_BYTES) {
      throw new InvalidObjectException("no secret to unlock with");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new UnlockSecret(Kind.values()[kind], bytes);
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "UnlockSecret[" + kind + ", REDACTED]";
  }
}
