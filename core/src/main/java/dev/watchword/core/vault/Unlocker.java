package dev.watchword.core.vault;

import dev.watchword.core.seal.Passphrase;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/// What somebody opens a vault with. Wiped by `close`; redacted.
public sealed interface Unlocker extends AutoCloseable {

  /// Whether this could open a slot of that kind.
  boolean fits(KeySlot.Kind kind);

  @Override
  void close();

  /// By a passphrase.
  final class ByPassphrase implements Unlocker {
    private final Passphrase passphrase;

    /// @param passphrase now this unlocker's to wipe
    public ByPassphrase(Passphrase passphrase) {
      this.passphrase = Objects.requireNonNull(passphrase);
    }

    Passphrase passphrase() {
      return passphrase;
    }

    @Override
    public boolean fits(KeySlot.Kind kind) {
      return kind == KeySlot.Kind.PASSPHRASE;
    }

    @Override
    public void close() {
      passphrase.close();
    }

    @Override
    public String toString() {
      return "Unlocker.ByPassphrase[REDACTED]";
    }
  }

  /// By random bytes: a key file, a printed recovery key, a server's root key.
  final class ByKey implements Unlocker {
    private final KeySlot.Kind kind;
    private final byte[] bytes;

    /// @param kind any but [KeySlot.Kind#PASSPHRASE]
    /// @param bytes 16 to 1,024 random bytes, copied; the caller wipes them
    public ByKey(KeySlot.Kind kind, byte[] bytes) {
      if (kind == KeySlot.Kind.PASSPHRASE) {
        throw new IllegalArgumentException("kind: a passphrase is no key");
      }
      if (bytes.length < 16 || bytes.length > 1024) {
        throw new IllegalArgumentException("key: 16 to 1,024 bytes, got " + bytes.length);
      }
      this.kind = kind;
      this.bytes = bytes.clone();
    }

    public KeySlot.Kind kind() {
      return kind;
    }

    <R> R expose(Function<? super byte[], R> reader) {
      byte[] copy = bytes.clone();
      try {
        return reader.apply(copy);
      } finally {
        Arrays.fill(copy, (byte) 0);
      }
    }

    @Override
    public boolean fits(KeySlot.Kind other) {
      return kind == other;
    }

    @Override
    public void close() {
      Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
      return "Unlocker.ByKey[REDACTED]";
    }
  }
}
